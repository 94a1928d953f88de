import { compareReleases, type Release } from '../../../ports';

/** A list of Suricata rules that can be downloaded. */
export interface Ruleset {
  readonly filename: string;
  readonly description: string;
  readonly documentation: string;
}

const ET_NAMES =
  'botcc.portgrouped botcc ciarmy compromised drop dshield emerging-activex emerging-adware_pup emerging-attack_response emerging-chat emerging-coinminer emerging-current_events ' +
  'emerging-deleted emerging-dns emerging-dos emerging-exploit emerging-exploit_kit emerging-ftp emerging-games emerging-hunting emerging-icmp emerging-icmp_info emerging-imap ' +
  'emerging-inappropriate emerging-info emerging-ja3 emerging-malware emerging-misc emerging-mobile_malware emerging-netbios emerging-p2p emerging-phishing emerging-policy emerging-pop3 ' +
  'emerging-rpc emerging-scada emerging-scan emerging-shellcode emerging-smtp emerging-snmp emerging-sql emerging-telnet emerging-tftp emerging-user_agents emerging-voip ' +
  'emerging-web_client emerging-web_server emerging-web_specific_apps emerging-worm tor threatview_CS_c2';
const ET_SINCE_26_1 = 'emerging-dyn_dns emerging-file_sharing emerging-remote_access emerging-retired emerging-ta_abused_services';

const APPS: readonly (readonly [name: string, description: string])[] = [
  ['test', 'test'], ['file_transfer', 'file-transfer'], ['mail', 'mail'], ['media_streaming', 'media-streaming'], ['messaging', 'messaging'], ['social_media', 'social-networking'],
];

const ABUSE_CH: readonly (readonly [name: string, description: string, documentation: string])[] = [
  ['sslblacklist', 'SSL Fingerprint Blacklist', 'https://sslbl.abuse.ch/blacklist/'],
  ['sslipblacklist', 'SSL IP Blacklist', 'https://sslbl.abuse.ch/blacklist/'],
  ['feodotracker', 'Feodo Tracker', 'https://feodotracker.abuse.ch/blocklist/'],
  ['urlhaus', 'URLhaus', 'https://urlhaus.abuse.ch/'],
  ['threatfox', 'ThreatFox', 'https://threatfox.abuse.ch/'],
];

/** The rulesets that a release offers, by file name. */
export function rulesetsOf(release: Release): Ruleset[] {
  const isNew = compareReleases(release, '26.1') >= 0;
  const emergingThreats = (isNew ? `${ET_NAMES} ${ET_SINCE_26_1}` : `3coresec ${ET_NAMES}`).split(' ');
  const lastApp = compareReleases(release, '26.7') >= 0 ? 'adult' : 'uncategorized';
  const apps = [...APPS, [lastApp, lastApp] as const];
  return [
    ...emergingThreats.map(name => ({ filename: `${name}.rules`, description: `ET open/${name}`, documentation: 'https://community.emergingthreats.net/t/frequently-asked-questions/56' })),
    ...apps.map(([name, description]) => ({ filename: `opnsense.${name}.rules`, description: `OPNsense-App-detect/${description}`, documentation: 'https://github.com/opnsense/rules' })),
    ...ABUSE_CH.map(([name, description, documentation]) => ({ filename: `abuse.ch.${name}.rules`, description: `abuse.ch/${description}`, documentation })),
  ].sort((left, right) => (left.filename < right.filename ? -1 : 1));
}
