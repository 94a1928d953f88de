import { ConfigDocument, type ConfigNode } from '../../../src/adapters/fake/config-document';
import { CONTROLLERS, itemActions } from '../../../src/adapters/fake/controllers';
import itemTable from '../../../src/adapters/fake/data/item-actions.json';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { itemProblems } from '../../../src/adapters/fake/model/model-checks';
import { Models } from '../../../src/adapters/fake/model/model';
import { type FieldSpec, modelSpec, type NodeSpec } from '../../../src/adapters/fake/model/model-spec';
import { OpnError, RELEASES, type Release } from '../../../src/ports';
import { savedModels } from './model-problems';
import { RECORDED_KEYS, recordedBase, recordedPackages } from './recorded-base';

// RANDOM_REQUESTS=10000 RANDOM_SEED=7 npx jest random-requests
const REQUESTS = Number(process.env['RANDOM_REQUESTS'] ?? 1500);
const SEED = Number(process.env['RANDOM_SEED'] ?? 20261125);
const REQUESTS_PER_FIREWALL = 100;

/** The items that some routes of a controller change. */
interface Family {
  readonly model: string;
  readonly path: string;
  readonly wrapper: string;
}

// Controllers that do more than what they inherit, and so are in no table.
const FAMILIES: Readonly<Record<string, Family>> = {
  'firewall/filter': { model: 'OPNsense.Firewall.Filter', path: 'rules.rule', wrapper: 'rule' },
  'firewall/alias': { model: 'OPNsense.Firewall.Alias', path: 'aliases.alias', wrapper: 'alias' },
  'firewall/category': { model: 'OPNsense.Firewall.Category', path: 'categories.category', wrapper: 'category' },
  'routes/routes': { model: 'OPNsense.Routes.Route', path: 'route', wrapper: 'route' },
};

const VALUES: readonly unknown[] = [
  '', '0', '1', '2', '10', '443', '8000-8010', '99999', 'any', 'lan', 'wan,lan', 'TCP', 'UDP', 'inet6', '192.0.2.1', '192.0.2.0/24', '2001:db8::/32', '10.0.0.0/8',
  'WAN_GW', 'host', 'network', 'port', 'geoip', 'bogons', 'NL\nDE', 'ff0000', 'a name', 'web_hosts', 'x'.repeat(300), 'line\nbreak', "<b>&'\"", 'é日本', '\0', null, true,
  false, 0, 7, 1.5, -1, 1e300, ['192.0.2.1'], { any: '1' }, [], {}, [[]], { '': '' }, '__proto__', 'constructor',
];
const ARGUMENTS = ['', '0', '1', '-1', 'on', 'this', 'lan', 'wan', 'root', 'html', '%2e%2e', '%00', 'é', 'a,b', '99999999-0000-4000-8000-000000000001', 'x'.repeat(300), '__proto__', 'constructor'];
const SEARCH = ['current', 'rowCount', 'searchPhrase', 'interface', 'show_all', 'type', 'category', 'sort'];

/** A small generator with a seed, so that a failure can be repeated. */
class Dice {
  constructor(private state: number) {}

  next(): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return this.state / 2 ** 32;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }
}

interface Target {
  readonly route: string;
  readonly family: Family | undefined;
}

/** Every route that the release was taught, with the items it may be about. */
function targetsOf(release: Release): Target[] {
  const inherited = Object.entries(itemTable as unknown as Record<string, Record<string, (string | string[])[][]>>).flatMap(([model, controllers]) =>
    Object.entries(controllers).flatMap(([controller, rows]) =>
      rows.flatMap(([name, , call, path, wrapper]) => (['getItem', 'addItem', 'setItem'].includes(String(call)) ? [[`${controller}/${String(name)}`, { model, path: String(path), wrapper: String(wrapper) }] as const] : [])),
    ),
  );
  const families = new Map<string, Family>(inherited);
  const routes = [...new Set([...Object.keys(itemActions(release)), ...Object.keys(CONTROLLERS)])].sort();
  return routes.map(route => ({ route, family: families.get(route) ?? FAMILIES[route.split('/', 2).join('/')] }));
}

describe.each(RELEASES)(`${String(REQUESTS)} random requests to the fake firewall as %s, seed ${String(SEED)},`, release => {
  it('never crash it, and leave only valid items and a readable configuration behind', async () => {
    const dice = new Dice(SEED + RELEASES.indexOf(release));
    const targets = targetsOf(release);
    const answers: Record<string, number> = {};
    for (let sent = 0; sent < REQUESTS; sent += REQUESTS_PER_FIREWALL) {
      const firewall = new FakeFirewall({
        release, document: recordedBase(release), keys: RECORDED_KEYS, packages: recordedPackages(release), seed: sent + 1, downMs: 0, clock: { now: () => 1_795_405_500_000 + sent, sleep: () => Promise.resolve() },
      });
      const uuids = uuidsIn(firewall.document.root);
      for (let index = 0; index < REQUESTS_PER_FIREWALL; index++) {
        const outcome = await sendOne(firewall, targets, uuids, dice);
        answers[outcome] = (answers[outcome] ?? 0) + 1;
        // Somebody may lock himself out, by rules or by the account.
        if (outcome === 'locked out') break;
      }
      const xml = firewall.document.toXml();
      expect(ConfigDocument.parse(xml).toXml()).toBe(xml);
      for (const { name } of savedModels(release)) expect(() => new Models(firewall).edit(name)).not.toThrow();
    }
    // The generator has to reach both sides.
    expect(answers['saved']).toBeGreaterThan(REQUESTS / 50);
    expect(answers['refused']).toBeGreaterThan(REQUESTS / 50);
  }, 120_000);
});

async function sendOne(firewall: FakeFirewall, targets: readonly Target[], uuids: string[], dice: Dice): Promise<string> {
  // Half of the requests go where items are saved.
  const target = dice.pick(targets);
  const { route, family } = dice.next() < 0.5 ? target : dice.pick(targets.filter(each => each.family !== undefined));
  const args = Array.from({ length: Math.floor(dice.next() * 3) }, () => (dice.next() < 0.6 ? dice.pick(uuids) : dice.pick(ARGUMENTS)));
  const query = dice.next() < 0.1 ? `?${dice.pick(SEARCH)}=${encodeURIComponent(String(dice.pick(VALUES)))}` : '';
  const path = `/api/${[route, ...args].join('/')}${query}`;
  const body = bodyFor(family, firewall.release, dice);
  const text = dice.next() < 0.98 ? JSON.stringify(body) : dice.pick(['', '{', '0', '[]', '"text"', 'null', '{"a":']);
  const headers = { 'content-length': String(Buffer.byteLength(text)), authorization: `Basic ${Buffer.from('rootkey:rootsecret').toString('base64')}`, 'content-type': 'application/json' };
  const method: 'GET' | 'POST' = dice.next() < 0.85 ? 'POST' : 'GET';
  const request = { method, path, headers, body: text };
  const answer = await firewall.send(request).catch((problem: unknown) => {
    if (problem instanceof OpnError) return undefined;
    throw new Error(`${JSON.stringify(request)} made the fake fail`, { cause: problem });
  });
  if (answer === undefined || answer.status === 401) return 'locked out';
  // An action of CrowdSec's that wants DELETE answers others without a word.
  if (answer.status === 405 && answer.body === '') return 'other';
  expect({ request, isExpected: [200, 400, 403, 404, 500, 501].includes(answer.status) }).toEqual({ request, isExpected: true });
  const json = jsonOf(answer.body);
  if (answer.status >= 400) expect({ request, json }).toEqual({ request, json: expect.objectContaining(answer.status === 400 ? { status: 400 } : { errorMessage: expect.any(String) as string }) as object });
  if (answer.status === 501) return 'untaught';
  if (json?.result !== 'saved' || family === undefined) return json?.validations === undefined ? 'other' : 'refused';
  const saved = json.uuid ?? args[0] ?? '';
  uuids.push(saved);
  // What follows a NUL is cut off when it is saved, after it was found valid.
  if (text.includes('\\u0000')) return 'saved';
  const item = new Models(firewall).edit(family.model).list(family.path).items.find(([each]) => each === saved)?.[1];
  // What is read from a certificate need not be what was asked for: that of an authority has no type.
  const problems = item && itemProblems(item, family.path).filter(({ reference }) => item.sibling(reference.slice(item.reference.length + 1))?.spec.volatile !== true);
  expect({ request, problems }).toEqual({ request, problems: item && [] });
  return 'saved';
}

function jsonOf(body: string): { result?: string; uuid?: string; validations?: object } | undefined {
  try {
    return JSON.parse(body) as object;
  } catch {
    return undefined;
  }
}

function bodyFor(family: Family | undefined, release: Release, dice: Dice): unknown {
  if (dice.next() < 0.02) return dice.pick(VALUES);
  const body: Record<string, unknown> = {};
  for (const name of SEARCH) if (dice.next() < 0.15) body[name] = dice.pick(VALUES);
  if (family !== undefined) body[dice.next() < 0.95 ? family.wrapper : 'item'] = itemBody(family, release, dice);
  else if (dice.next() < 0.5) body[dice.pick(['settings', 'general', 'rule', 'ping', 'user'])] = { [dice.pick(['enabled', 'name', 'settings'])]: dice.pick(VALUES) };
  return body;
}

function itemBody({ model, path }: Family, release: Release, dice: Dice): unknown {
  if (dice.next() < 0.02) return dice.pick(VALUES);
  const fields = fieldsAt(modelSpec(model, release).root.children, path.split('.'));
  const body: Record<string, unknown> = {};
  if (dice.next() < 0.8) for (const field of fields) if (field.required === true || dice.next() < 0.1) body[field.name] = likely(field, dice);
  for (let count = Math.floor(dice.next() * 3); count > 0 && fields.length > 0; count--) body[dice.pick(fields).name] = dice.pick(VALUES);
  return body;
}

/** A value that may well fit a field. */
function likely(field: FieldSpec, dice: Dice): unknown {
  if (field.options !== undefined) return dice.pick(field.options).key;
  switch (field.type) {
    case 'Boolean':
      return dice.pick(['0', '1']);
    case 'Integer':
    case 'AutoNumber':
      return String((field.min ?? 1) + Math.floor(dice.next() * Math.min(50, (field.max ?? 100) - (field.min ?? 1))));
    case 'Network':
    case 'NetworkAlias':
      return dice.pick(['192.0.2.0/24', '192.0.2.7', '10.9.0.0/16', '2001:db8::/32']);
    case 'Port':
      return dice.pick(['443', '53', '8080']);
    case 'Interface':
      return dice.pick(['lan', 'wan', 'opt1']);
    case 'Hostname':
      return dice.pick(['www.example.com', 'host7', '192.0.2.1']);
    case 'JsonKeyValueStore':
      return field.name === 'gateway' ? 'WAN_GW' : dice.pick(['', 'Null4']);
    default:
      return field.default ?? `name_${String(Math.floor(dice.next() * 40))}`;
  }
}

function fieldsAt(nodes: readonly NodeSpec[], [first, ...rest]: readonly string[]): FieldSpec[] {
  if (first === undefined) return nodes.filter(node => node.kind === 'field');
  const branch = nodes.find(node => node.name === first);
  return branch?.kind === 'branch' ? fieldsAt(branch.children, rest) : [];
}

function uuidsIn(node: ConfigNode): string[] {
  const own = node.attributes['uuid'];
  return [...(own === undefined ? [] : [own]), ...node.children.flatMap(uuidsIn)];
}
