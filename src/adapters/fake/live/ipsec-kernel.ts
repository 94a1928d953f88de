import { createHash } from 'node:crypto';
import { childText } from '../config-document';
import { type Machine } from '../machine';
import { type Row } from '../model/search';
import { Random } from '../random';
import { type ChildTunnel, childTunnels, ipsecRuns, isOn, items } from './ipsec';

const AVERAGE_PACKET = 512;

/** Security associations as the backend reads them from `setkey -D`: two for each tunnel, inbound first. */
export function securityAssociations(machine: Machine): Row[] {
  return childTunnels(machine).flatMap((tunnel, index) => [association(machine, tunnel, true, index * 2), association(machine, tunnel, false, index * 2 + 1)]);
}

/** Security policies as the backend reads them from `setkey -DP`: one each way for each pair of networks of an enabled child, and those added by hand. */
export function securityPolicies(machine: Machine): Row[] {
  if (!ipsecRuns(machine)) return [];
  const tunnels = childTunnels(machine);
  const document = machine.running.applied('ipsec');
  const added = items(document, 'SPDs').filter(isOn);
  const policies = tunnels.flatMap(tunnel => {
    const remotes = networks(childText(tunnel.child, 'remote_ts'));
    const byHand = added.filter(spd => childText(spd, 'connection_child') === tunnel.child.attributes['uuid'] || (childText(spd, 'reqid') !== '' && childText(spd, 'reqid') === tunnel.reqid));
    const outward = [...networks(childText(tunnel.child, 'local_ts')), ...byHand.map(spd => childText(spd, 'source'))];
    return [
      ...networks(childText(tunnel.child, 'local_ts')).flatMap(local => remotes.map(remote => ({ tunnel, source: remote, destination: local, direction: 'in' }))),
      ...outward.flatMap(local => remotes.map(remote => ({ tunnel, source: local, destination: remote, direction: 'out' }))),
    ];
  });
  return policies.map(({ tunnel, source, destination, direction }, index): Row => ({
    src: source, dst: destination, src_port: 'any', dst_port: 'any', upperspec: 'any',
    dir: direction, type: 'ipsec', id: md5(`${source}[any] ${destination}[any] any ${direction}`),
    proto: 'esp', mode: 'tunnel',
    'src-dst': direction === 'in' ? [tunnel.remote, tunnel.local] : [tunnel.local, tunnel.remote],
    level: 'unique', reqid: tunnel.reqid, spid: String(index + 1), seq: String(policies.length - 1 - index), pid: '4711', scope: 'global', refcnt: '1',
  }));
}

function networks(list: string): string[] {
  return list.split(',').filter(each => each !== '');
}

function association(machine: Machine, tunnel: ChildTunnel, inbound: boolean, sequence: number): Row {
  const [src, dst] = inbound ? [tunnel.remote, tunnel.local] : [tunnel.local, tunnel.remote];
  const spi = inbound ? tunnel.spiIn : tunnel.spiOut;
  const random = new Random(`ipsec key ${spi}`);
  const words = (count: number): string[] => Array.from({ length: count }, () => random.hex(8));
  const packets = inbound ? tunnel.packetsIn : tunnel.packetsOut;
  const now = machine.now();
  return {
    src, dst, satype: 'esp', spi, mode: 'tunnel', reqid: Number(tunnel.reqid),
    alg_enc: 'aes-gcm-16', m_enc: words(9),
    seq: `0x${packets.toString(16).padStart(8, '0')}`, replay: 4, flags: '0x00000000', state: 'mature',
    addtime_created: dateText(now - tunnel.age * 1000), addtime_current: dateText(now), addtime_diff: tunnel.age, addtime_hard: tunnel.age + tunnel.lifeLeft, addtime_soft: tunnel.age + tunnel.rekeyIn,
    usetime_last: dateText(now), usetime_hard: 0, usetime_soft: 0,
    bytes_current: packets * AVERAGE_PACKET, bytes_hard: 0, bytes_soft: 0,
    allocated: packets, allocated_hard: 0, allocated_soft: 0,
    sadb_seq: sequence, pid: 4711, refcnt: 1,
    id: md5(`${src}-${dst}-esp-${spi}`),
  };
}

/** A time as ctime writes it, in UTC. */
function dateText(ms: number): string {
  const [, day = '', month = '', year = '', time = ''] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(ms).toUTCString()) ?? [];
  return `${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
