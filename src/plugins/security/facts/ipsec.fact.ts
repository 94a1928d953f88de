import { configDownload } from '../../../core';
import { type Fact } from '../../../core/audit';
import { at, entriesOf, type Fields, fieldsOf, isOn, isSet, listOf, textOf } from '../../../core/packet-filter';

/** A connection that the IKE daemon loads. */
export interface IpsecConnection {
  /** A uuid, or `phase1-N` for one of the older kind. */
  readonly key: string;
  readonly name: string;
  /** Whether IKEv1 is accepted. */
  readonly ikev1: boolean;
  readonly aggressive: boolean;
  /** Whether one of both sides proves itself by a shared key. */
  readonly sharedKey: boolean;
  /** Whether the other side may be at any address. */
  readonly anybody: boolean;
  /** Algorithms for the keys, and for the packets of each tunnel; as strongSwan writes them: `aes256-sha256-modp2048`. */
  readonly proposals: readonly string[];
}

const isActive = (fields: Fields): boolean => textOf(fields, 'enabled') !== '0';
const OPEN = ['', '%any', '0.0.0.0', '0.0.0.0/0', '::', '::/0'];

/** The connections of IPsec that are on, of both kinds; none where IPsec is off. */
export const ipsec: Fact<readonly IpsecConnection[]> = {
  name: 'the settings of IPsec',
  uses: [configDownload],
  read: async ({ config }) => {
    const [model, old] = await Promise.all([config.section('OPNsense.Swanctl'), config.section('ipsec')]);
    if (!isOn(fieldsOf(old), 'enable')) return [];
    const below = (uuid: string, ...path: readonly string[]): Fields[] => listOf(at(model, ...path)).filter(fields => isActive(fields) && textOf(fields, 'connection') === uuid);
    const connections = listOf(at(model, 'Connections', 'Connection')).filter(isActive).map((fields): IpsecConnection => {
      const key = textOf(fields, '@uuid');
      const logins = [...below(key, 'locals', 'local'), ...below(key, 'remotes', 'remote')];
      return {
        key, name: textOf(fields, 'description'), ikev1: textOf(fields, 'version') !== '2', aggressive: isOn(fields, 'aggressive'),
        sharedKey: logins.some(login => (textOf(login, 'auth') || 'psk') === 'psk'),
        anybody: entriesOf(textOf(fields, 'remote_addrs') || '%any').some(address => OPEN.includes(address)),
        proposals: [...entriesOf(textOf(fields, 'proposals')), ...below(key, 'children', 'child').flatMap(child => entriesOf(textOf(child, 'esp_proposals')))],
      };
    });
    const tunnels = listOf(at(old, 'phase2')).filter(fields => !isSet(fields, 'disabled'));
    return [...connections, ...listOf(at(old, 'phase1')).filter(fields => !isSet(fields, 'disabled')).map(fields => ofPhase1(fields, tunnels))];
  },
};

function ofPhase1(fields: Fields, tunnels: readonly Fields[]): IpsecConnection {
  const id = textOf(fields, 'ikeid');
  const encryption = fieldsOf(fields['encryption-algorithm']);
  return {
    key: `phase1-${id}`, name: textOf(fields, 'descr') || `Phase 1 number ${id}`, ikev1: textOf(fields, 'iketype') !== 'ikev2', aggressive: textOf(fields, 'mode') === 'aggressive',
    sharedKey: ['pre_shared_key', 'xauth_psk_server'].includes(textOf(fields, 'authentication_method')),
    anybody: isSet(fields, 'mobile') || OPEN.includes(textOf(fields, 'remote-gateway')),
    proposals: [
      ...combined([`${textOf(encryption, 'name')}${textOf(encryption, 'keylen')}`], entriesOf(textOf(fields, 'hash-algorithm')), entriesOf(textOf(fields, 'dhgroup')).map(groupName)),
      ...tunnels
        .filter(tunnel => textOf(tunnel, 'ikeid') === id)
        .flatMap(tunnel => combined(listOf(tunnel['encryption-algorithm-option']).map(each => textOf(each, 'name')), textsOf(tunnel, 'hash-algorithm-option').map(hash => hash.replace(/^hmac_/, '')), entriesOf(textOf(tunnel, 'pfsgroup')).map(groupName))),
    ],
  };
}

const MODP: Readonly<Record<string, string>> = { '1': 'modp768', '2': 'modp1024', '5': 'modp1536', '14': 'modp2048', '22': 'modp1024s160' };
const groupName = (number: string): string => MODP[number] ?? `dh${number}`;

/** Every algorithm with every other; what is not chosen is left out. */
function combined(...choices: readonly (readonly string[])[]): string[] {
  return choices.filter(names => names.length > 0).reduce<string[]>((made, names) => (made.length === 0 ? [...names] : made.flatMap(start => names.map(name => `${start}-${name}`))), []);
}

function textsOf(fields: Fields, name: string): string[] {
  const value = fields[name];
  return (Array.isArray(value) ? value : [value]).flatMap(each => (typeof each === 'string' ? entriesOf(each) : []));
}
