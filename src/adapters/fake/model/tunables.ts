import { createHash } from 'node:crypto';
import { isEmpty } from './php';
import { type Group, type Models } from './model';

/** Kernel settings that OPNsense sets unless told otherwise. */
const DEFAULTS = `debug.kassert.warn_only=1 hw.ixl.enable_head_writeback=0 hw.syscons.kbd_reboot=0 hw.vtnet.csum_disable=1 kern.coredump=0 kern.ipc.maxsockbuf=4262144 kern.randompid=1
  net.enc.in.ipsec_bpf_mask=2 net.enc.in.ipsec_filter_mask=2 net.enc.out.ipsec_bpf_mask=1 net.enc.out.ipsec_filter_mask=1 net.inet.carp.senderr_demotion_factor=0 net.inet.icmp.drop_redirect=1
  net.inet.icmp.icmplim=0 net.inet.icmp.log_redirect=0 net.inet.icmp.reply_from_interface=1 net.inet.ip.accept_sourceroute=0 net.inet.ip.forwarding=1 net.inet.ip.intr_queue_maxlen=1000
  net.inet.ip.portrange.first=1024 net.inet.ip.random_id=1 net.inet.ip.redirect=0 net.inet.ip.sourceroute=0 net.inet.tcp.blackhole=2 net.inet.tcp.delayed_ack=0 net.inet.tcp.drop_synfin=1
  net.inet.tcp.log_debug=0 net.inet.tcp.recvspace=65228 net.inet.tcp.sendspace=65228 net.inet.tcp.syncookies=1 net.inet.tcp.tso=1 net.inet.udp.blackhole=1 net.inet.udp.checksum=1
  net.inet.udp.maxdgram=57344 net.inet6.ip6.forwarding=1 net.inet6.ip6.intr_queue_maxlen=1000 net.inet6.ip6.log_cannot_forward=0 net.inet6.ip6.prefer_tempaddr=0 net.inet6.ip6.redirect=0
  net.inet6.ip6.rfc6204w3=1 net.inet6.ip6.use_tempaddr=0 net.link.bridge.pfil_bridge=0 net.link.bridge.pfil_local_phys=0 net.link.bridge.pfil_member=1 net.link.bridge.pfil_onlyip=0
  net.link.tap.user_open=1 net.link.vlan.mtag_pcp=1 net.local.dgram.maxdgram=8192 net.pf.share_forward=1 net.pf.share_forward6=1 net.route.multipath=0 security.bsd.see_other_gids=0
  security.bsd.see_other_uids=0 vfs.read_max=32 vfs.zfs.dirty_data_sync_percent=5 vfs.zfs.txg.timeout=90 vm.numa.disabled=1`;
const UNTIL_25_1 = 'net.link.ether.inet.log_arp_movements=1 net.link.ether.inet.log_arp_wrong_iface=1';
const SINCE_25_7 = 'kern.msgbuf_show_timestamp=1';
/** Known, but no longer set where nobody asks for it. */
const OPTIONAL_25_1 = 'hw.ibrs_disable=0 vm.pmap.pti=1';
const DESCRIBED = { name: 'debug.kassert.warn_only', descr: 'Whether a failed assertion stops the kernel', type: 'w' };

/** Items of the list of tunables that are defaults: those that no item of the configuration names. */
export function builtInTunables(models: Models): Record<string, Record<string, string>> {
  const named = new Set((models.machine.document.find('sysctl')?.children ?? []).map(node => node.children.find(each => each.name === 'tunable')?.text));
  const free = [...defaults(models, false)].filter(([tunable]) => !named.has(tunable));
  return Object.fromEntries(
    free.sort(([left], [right]) => (left < right ? -1 : 1)).map(([tunable, default_value]) => {
      const known = tunable === DESCRIBED.name ? DESCRIBED : undefined;
      return [createHash('md5').update(tunable).digest('hex'), { tunable, default_value, descr: known?.descr ?? '', type: known?.type ?? '' }];
    }),
  );
}

/** What is known of a tunable by its name. */
export function defaultTunable(item: Group): string | undefined {
  return defaults(item.model.models, true).get(item.text('tunable'));
}

function defaults(models: Models, withOptional: boolean): Map<string, string> {
  const lists = models.since('25.7') ? [DEFAULTS, SINCE_25_7] : [DEFAULTS, UNTIL_25_1, ...(withOptional ? [OPTIONAL_25_1] : [])];
  const named = new Map(lists.join(' ').split(/\s+/).map(each => each.split('=') as [string, string]));
  const shares = isEmpty(models.machine.document.text('system/pf_share_forward')) ? '0' : '1';
  for (const name of ['net.pf.share_forward', 'net.pf.share_forward6']) named.set(name, shares);
  named.set('net.inet6.ip6.rfc6204w3', allowsIpv6(models) ? '1' : '0');
  return named;
}

function allowsIpv6(models: Models): boolean {
  const { document } = models.machine;
  return models.since('26.1') ? isEmpty(document.text('OPNsense/Interfaces/settings/disableipv6')) : document.find('system/ipv6allow') !== undefined;
}
