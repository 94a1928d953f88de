import { childText } from '../config-document';
import { type Machine } from '../machine';
import { uptime } from './uptime';

/** The counters of syslog-ng as it prints them below the heading, a line each: fields are separated by semicolons. */
export function syslogCounters(machine: Machine): readonly string[] {
  const { measured } = machine.running;
  if (measured.syslogCounters !== undefined) return measured.syslogCounters;
  const messages = Math.floor(uptime(machine) / 4);
  const today = new Date(machine.now()).toISOString().slice(0, 10).replaceAll('-', '');
  const destinations = (machine.running.applied('syslog').find('OPNsense/Syslog/destinations')?.children ?? []).filter(node => childText(node, 'enabled') === '1');
  return [
    ...['system', 'filter', 'audit'].map((name, index) => `dst.file;d_local_${name}#0;/var/log/${name}/${name}_${today}.log;a;processed;${String(Math.floor(messages / (index + 2)))}`),
    ...destinations.flatMap(node => {
      const source = `d_${(node.attributes['uuid'] ?? '').replaceAll('-', '')}#0;${childText(node, 'transport')},${childText(node, 'hostname')}:${childText(node, 'port')};a`;
      return [`dst.syslog;${source};processed;${String(messages)}`, `dst.syslog;${source};dropped;0`];
    }),
    `center;;received;a;processed;${String(messages)}`,
    `center;;queued;a;processed;${String(messages * (1 + destinations.length))}`,
  ];
}
