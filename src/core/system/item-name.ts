/** What an item of the configuration is called, first what is most likely its own. */
const NAMES = ['name', 'descr', 'description', 'hostname', 'gateway', 'tunable', 'subnet', 'if', 'interface'] as const;

/** What people call an item of the configuration, by the text of its fields; undefined when nothing names it. */
export function itemName(textOf: (field: string) => string | undefined): string | undefined {
  return NAMES.map(textOf).find(text => text !== undefined && text !== '');
}
