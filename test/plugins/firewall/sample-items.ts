import { type TestServer } from '../../../src/adapters/testkit';

/** A uuid that nothing has. */
export const UNKNOWN = '99999999-0000-4000-8000-000000000001';

interface Item {
  readonly uuid: string;
  readonly fields: Readonly<Record<string, string>>;
}

function itemsAt({ firewall }: TestServer, path: string): Item[] {
  const steps = path.split('/');
  const last = steps.pop() ?? '';
  const nodes = firewall.document.find(steps.join('/'))?.children.filter(node => node.name === last) ?? [];
  return nodes.map(node => ({ uuid: node.attributes['uuid'] ?? '', fields: Object.fromEntries(node.children.map(({ name, text }) => [name, text])) }));
}

const RULES = 'OPNsense/Firewall/Filter/rules/rule';
const ALIASES = 'OPNsense/Firewall/Alias/aliases/alias';
const FORWARDS = 'nat/rule';

/** A saved rule by its uuid or description; undefined when there is none. */
export const savedRule = (kit: TestServer, wanted: string): Item | undefined => itemsAt(kit, RULES).find(({ uuid, fields }) => uuid === wanted || fields['description'] === wanted);

/** Every saved rule. */
export const savedRules = (kit: TestServer): Item[] => itemsAt(kit, RULES);

/** A saved alias by its uuid or name. */
export const savedAlias = (kit: TestServer, wanted: string): Item | undefined => itemsAt(kit, ALIASES).find(({ uuid, fields }) => uuid === wanted || fields['name'] === wanted);

/** A saved port forward by its uuid or description. */
export const savedForward = (kit: TestServer, wanted: string): Item | undefined => itemsAt(kit, FORWARDS).find(({ uuid, fields }) => uuid === wanted || fields['descr'] === wanted);

/** A field within a container of a saved port forward, such as `destination/port`. */
export function forwardField({ firewall }: TestServer, uuid: string, path: string): string | undefined {
  const [first = '', second = ''] = path.split('/');
  const node = firewall.document.find('nat')?.children.find(each => each.attributes['uuid'] === uuid);
  return node?.children.find(({ name }) => name === first)?.children.find(({ name }) => name === second)?.text;
}

/** The requests that changed something, or made it run. */
export const writesOf = ({ requests }: TestServer): string[] => requests.filter(line => /\/(add|set|del|toggle)_|\/(apply|reconfigure)\b/.test(line));
