import { type Fact } from '../../../core/audit';
import { configDownload } from '../../../core';
import { at, entriesOf, fieldsOf, isOn, textOf } from '../../../core/packet-filter';

/** How the firewall keeps the time, and whom it tells it. */
export interface TimeSync {
  /** Servers that its clock follows, by ntpd or chrony. */
  readonly servers: readonly string[];
  /** True when ntpd runs, and not for the firewall alone. */
  readonly serves: boolean;
  /** Interfaces that ntpd listens on; none for all of them. */
  readonly interfaces: readonly string[];
}

/** The settings of ntpd and chrony. */
export const timeSync: Fact<TimeSync> = {
  name: 'the settings of network time',
  uses: [configDownload],
  read: async ({ config }) => {
    const [system, ntpd, chrony] = (await Promise.all(['system', 'ntpd', 'OPNsense.chrony'].map(path => config.section(path))));
    const [daemon, general] = [fieldsOf(ntpd), fieldsOf(at(chrony, 'general'))];
    // Without servers ntpd does not run at all.
    const servers = entriesOf(textOf(fieldsOf(system), 'timeservers'));
    return { servers: [...servers, ...(isOn(general, 'enabled') ? entriesOf(textOf(general, 'peers') || '0.opnsense.pool.ntp.org') : [])], serves: servers.length > 0 && !isOn(daemon, 'clientmode'), interfaces: entriesOf(textOf(daemon, 'interface')) };
  },
};
