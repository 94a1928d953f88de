import { type Fact } from '../../../core/audit';
import { configDownload } from '../../../core';
import { at, entriesOf, fieldsOf, isOn, textOf } from '../../../core/packet-filter';

/** The SNMP agent. */
export interface Snmp {
  readonly enabled: boolean;
  /** How well the community of versions 1 and 2c is kept; undefined where there is none, so that version 3 alone is served. */
  readonly community: 'of its own' | 'known to everybody' | undefined;
  /** Addresses that it listens on; none for all of them. */
  readonly listen: readonly string[];
}

/** The settings of the SNMP agent; off where the plugin is missing. */
export const snmp: Fact<Snmp> = {
  name: 'the settings of the SNMP agent',
  uses: [configDownload],
  read: async ({ config }) => {
    const [agent, known] = await Promise.all([config.section('OPNsense.netsnmp'), config.knownSecrets()]);
    const fields = fieldsOf(at(agent, 'general'));
    const isKnown = known.includes('OPNsense.netsnmp.general.community');
    return { enabled: isOn(fields, 'enabled'), community: textOf(fields, 'community') === '' ? undefined : isKnown ? 'known to everybody' : 'of its own', listen: entriesOf(textOf(fields, 'listen')) };
  },
};
