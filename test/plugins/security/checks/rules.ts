import { type Fields } from '../../../../src/core/packet-filter';
import { type NamedAlias, namedAliases } from '../../../../src/plugins/security/facts/aliases.fact';
import { type Interface } from '../../../../src/plugins/security/facts/interfaces.fact';
import { type Ruleset, rulesetOf } from '../../../../src/plugins/security/facts/ruleset.fact';
import { idleRules, type RuleHygiene } from '../../../../src/plugins/security/hygiene/idle-rules';

/** What a firewall has, beside an interface to the internet (opt7), one inside (lan), and rules that the operator made. */
export interface Given {
  readonly own?: readonly Fields[];
  readonly legacy?: readonly Fields[];
  readonly forwards?: readonly Fields[];
  readonly oneToOne?: readonly Fields[];
  readonly prefixes?: readonly Fields[];
  readonly outbound?: Fields;
  readonly aliases?: readonly Fields[];
  readonly system?: Fields;
  readonly outer?: Fields;
  readonly schedules?: readonly Fields[];
  readonly all?: readonly Interface[];
}

/** Interfaces of which one leads to the internet, whatever its name. */
export const interfaces: readonly Interface[] = [{ name: 'opt7', label: 'Provider', outside: true }, { name: 'lan', label: 'Office', outside: false }];

/** A uuid that ends in that number. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** The rules of such a firewall. */
export function rules({ own = [], legacy = [], forwards = [], oneToOne = [], prefixes = [], outbound = {}, aliases = [], system = {}, outer = {}, schedules = [], all = interfaces }: Given = {}): { rules: Ruleset } {
  const configuration = {
    system: { ipv6allow: '1', disablenatreflection: 'yes', webgui: { protocol: 'https', noantilockout: '1' }, ssh: { enabled: 'enabled' }, ...system },
    interfaces: {
      opt7: { enable: '1', if: 'vtnet0', descr: 'Provider', ipaddr: '203.0.113.10', subnet: '24', ipaddrv6: '2001:db8::10', subnetv6: '64', gateway: 'UPLINK', blockpriv: '1', blockbogons: '1', ...outer },
      lan: { enable: '1', if: 'vtnet1', descr: 'Office', ipaddr: '192.168.1.1', subnet: '24' },
    },
    filter: { rule: [...legacy] },
    nat: { rule: [...forwards], outbound },
    schedules: { schedule: [...schedules] },
    models: { Filter: { rules: { rule: [...own] }, onetoone: { rule: [...oneToOne] }, npt: { rule: [...prefixes] } }, Alias: { aliases: { alias: [...aliases] } } },
  };
  return { rules: rulesetOf(configuration, all) };
}

/** The same, and which of those rules never decide. */
export function rulesAndIdle(given: Given = {}): { rules: Ruleset; idle: RuleHygiene } {
  const { rules: known } = rules(given);
  return { rules: known, idle: idleRules(known.filter) };
}

/** A rule of the newer kind that lets everything in from the internet, unless said otherwise. */
export function pass(number: number, fields: Fields = {}): Fields {
  return {
    '@uuid': uuid(number), enabled: '1', sequence: String(number), action: 'pass', quick: '1', interface: 'opt7', direction: 'in', ipprotocol: 'inet46', protocol: 'any', source_net: 'any', destination_net: 'any', log: '1',
    description: `Rule ${String(number)}`, ...fields,
  };
}

/** A port forward of RDP from the internet to a host inside, unless said otherwise. */
export function forward(number: number, fields: Fields = {}): Fields {
  return {
    '@uuid': uuid(number), sequence: String(number), interface: 'opt7', ipprotocol: 'inet', protocol: 'tcp', source: { network: 'any' }, destination: { network: 'opt7ip', port: '3389' }, target: '192.168.1.30', 'local-port': '3389',
    descr: `Forward ${String(number)}`, ...fields,
  };
}

/** A one-to-one rule that puts a host inside on an address of the internet, unless said otherwise. */
export function oneToOne(number: number, fields: Fields = {}): Fields {
  return { '@uuid': uuid(number), enabled: '1', sequence: String(number), interface: 'opt7', type: 'binat', external: '203.0.113.30', source_net: '192.168.1.30', destination_net: 'any', description: `Host ${String(number)}`, ...fields };
}

/** An alias of ports or addresses. */
export function alias(name: string, type: string, content: readonly string[]): Fields {
  return { '@uuid': uuid(name.length), enabled: '1', name, type, content: content.join('\n') };
}

/** Those aliases, with rules, the older page's section of filter rules, and other services that may use them. */
export function aliasesOf(aliases: readonly Fields[], firewall: Fields = {}, older?: Fields, services: Fields = {}): { aliases: readonly NamedAlias[] } {
  return { aliases: namedAliases({ ...services, Firewall: { ...firewall, Alias: { aliases: { alias: [...aliases] } } } }, [older]) };
}

/** Values for which no check on an operator's rules applies. */
export const withoutRules = [
  { says: 'the filter is off', values: rulesAndIdle({ system: { disablefilter: '1' }, own: [pass(1)] }) },
  { says: 'no rule of an operator is on', values: rulesAndIdle({ own: [pass(1, { enabled: '0' })] }) },
];

/** Values for which no check on what comes from the internet applies. */
export const nothingToJudge = [
  { says: 'the filter is off', values: rules({ system: { disablefilter: '1' }, own: [pass(1)], forwards: [forward(1)] }) },
  { says: 'nothing leads outside', values: rules({ all: interfaces.filter(({ outside }) => !outside), own: [pass(1)], forwards: [forward(1)] }) },
];
