import { type ConfigValue, type FirewallConfig } from '../../ports';

/** The parts of the saved configuration that say what passes, each as `FirewallConfig.section` gives it. */
export interface FilterConfiguration {
  readonly filter?: ConfigValue | undefined;
  readonly nat?: ConfigValue | undefined;
  readonly interfaces?: ConfigValue | undefined;
  readonly ifgroups?: ConfigValue | undefined;
  readonly virtualip?: ConfigValue | undefined;
  readonly system?: ConfigValue | undefined;
  readonly staticroutes?: ConfigValue | undefined;
  readonly gateways?: ConfigValue | undefined;
  readonly gatewayGroups?: ConfigValue | undefined;
  readonly schedules?: ConfigValue | undefined;
  /** `OPNsense.Firewall` */
  readonly models?: ConfigValue | undefined;
}

/** Sections that a FilterConfiguration is read from, by its fields. */
export const FILTER_SECTIONS: Readonly<Record<keyof FilterConfiguration, string>> = {
  filter: 'filter', nat: 'nat', interfaces: 'interfaces', ifgroups: 'ifgroups', virtualip: 'virtualip', system: 'system', staticroutes: 'staticroutes',
  gateways: 'OPNsense.Gateways', gatewayGroups: 'gateways', schedules: 'schedules', models: 'OPNsense.Firewall',
};

/** Reads the saved configuration as far as it says what passes. */
export async function readFilterConfiguration(config: FirewallConfig): Promise<FilterConfiguration> {
  // Afterwards the sections come from memory.
  await config.sections();
  const entries = Object.entries(FILTER_SECTIONS).map(async ([field, section]) => [field, await config.section(section)] as const);
  return Object.fromEntries(await Promise.all(entries)) as FilterConfiguration;
}

/** Fields of one element. */
export type Fields = Readonly<Record<string, ConfigValue>>;

/** The element as fields; none for a text or nothing. The last of a list counts. */
export function fieldsOf(value: ConfigValue | undefined): Fields {
  const single = Array.isArray(value) ? value.at(-1) : value;
  return typeof single === 'object' && !Array.isArray(single) ? single : {};
}

/** The elements of a list, whether there are none, one or many. */
export function listOf(value: ConfigValue | undefined): Fields[] {
  if (value === undefined || typeof value === 'string') return [];
  return (Array.isArray(value) ? value : [value]).map(fieldsOf);
}

/** The text of a field; '' when there is none. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : Array.isArray(value) && typeof value[0] === 'string' ? value[0] : '';
}

/** The element at a path of names. */
export function at(value: ConfigValue | undefined, ...path: readonly string[]): ConfigValue | undefined {
  return path.reduce<ConfigValue | undefined>((each, name) => fieldsOf(each)[name], value);
}

/** True for a flag that is set: 1, yes, on, or an element that is merely there. */
export function isSet(fields: Fields, name: string): boolean {
  const value = fields[name];
  return value !== undefined && !['0', 'no', 'off', 'false'].includes(typeof value === 'string' ? value.toLowerCase() : '1');
}

/** True for a flag that is 1 or yes; an empty element does not set it. */
export function isOn(fields: Fields, name: string): boolean {
  return ['1', 'yes', 'on', 'true'].includes(textOf(fields, name).toLowerCase());
}

/** True for a text that is neither empty nor 0: what PHP takes for yes. */
export function isFilled(fields: Fields, name: string): boolean {
  return !['', '0'].includes(textOf(fields, name));
}

/** Entries of a list in a text, by commas, blanks or line breaks. */
export function entriesOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(entry => entry !== '');
}
