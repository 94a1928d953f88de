import { ConfigDocument } from '../../../src/adapters/fake/config-document';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { itemProblems } from '../../../src/adapters/fake/model/model-checks';
import { Models } from '../../../src/adapters/fake/model/model';
import { type FieldSpec, modelSpec, type NodeSpec } from '../../../src/adapters/fake/model/model-spec';
import { RELEASES, type Release } from '../../../src/ports';
import { RECORDED_KEYS, recordedBase } from './recorded-base';

const REQUESTS = 2000;
const REQUESTS_PER_FIREWALL = 100;

interface Family {
  readonly model: string;
  readonly path: string;
  readonly wrapper: string;
  readonly base: string;
  readonly noun: string;
}

const FAMILIES: readonly Family[] = [
  { model: 'OPNsense.Firewall.Filter', path: 'rules.rule', wrapper: 'rule', base: 'firewall/filter', noun: '_rule' },
  { model: 'OPNsense.Firewall.Alias', path: 'aliases.alias', wrapper: 'alias', base: 'firewall/alias', noun: '_item' },
  { model: 'OPNsense.Firewall.Category', path: 'categories.category', wrapper: 'category', base: 'firewall/category', noun: '_item' },
  { model: 'OPNsense.Routes.Route', path: 'route', wrapper: 'route', base: 'routes/routes', noun: 'route' },
];

const VALUES: readonly unknown[] = [
  '', '0', '1', '2', '10', '443', '8000-8010', '99999', 'any', 'lan', 'wan,lan', 'TCP', 'UDP', 'inet6', '192.0.2.1', '192.0.2.0/24', '2001:db8::/32', '10.0.0.0/8',
  'WAN_GW', 'host', 'network', 'port', 'geoip', 'bogons', 'NL\nDE', 'ff0000', 'a name', 'web_hosts', 'x'.repeat(300), 'line\nbreak', "<b>&'\"", 'é日本', null, true,
  false, 0, 7, 1.5, -1, ['192.0.2.1'], { any: '1' }, [], {},
];

/** A small generator with a seed, so that a failure can be repeated. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe.each(RELEASES)(`${String(REQUESTS)} random requests to the fake firewall as %s`, release => {
  it('never crash it, and leave only valid items behind', async () => {
    const random = randomNumbers(20261125 + RELEASES.indexOf(release));
    const answers: Record<string, number> = {};
    for (let sent = 0; sent < REQUESTS; sent += REQUESTS_PER_FIREWALL) {
      const firewall = new FakeFirewall({ release, document: recordedBase(release), keys: RECORDED_KEYS, seed: sent + 1 });
      const uuids: string[] = ['99999999-0000-4000-8000-000000000001', 'nope', 'bogons'];
      for (let index = 0; index < REQUESTS_PER_FIREWALL; index++) {
        const outcome = await sendOne(firewall, release, uuids, random);
        answers[outcome] = (answers[outcome] ?? 0) + 1;
      }
      const xml = firewall.document.toXml();
      expect(ConfigDocument.parse(xml).toXml()).toBe(xml);
    }
    // The generator has to reach both sides.
    expect(answers['saved']).toBeGreaterThan(100);
    expect(answers['refused']).toBeGreaterThan(100);
  });
});

async function sendOne(firewall: FakeFirewall, release: Release, uuids: string[], random: () => number): Promise<string> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const family = pick(FAMILIES);
  const verb = pick(['add', 'add', 'set', 'del', 'toggle', 'get', 'search'] as const);
  const uuid = pick(uuids);
  const withUuid = verb === 'set' || verb === 'del' || verb === 'toggle' || (verb === 'get' && random() < 0.8);
  const state = verb === 'toggle' ? pick(['', '/0', '/1', '/on']) : '';
  const path = `/api/${family.base}/${verb}${family.noun}${withUuid ? `/${uuid}` : ''}${state}`;
  const body = verb === 'search' ? searchBody(pick, random) : { [random() < 0.95 ? family.wrapper : 'item']: itemBody(family, release, pick, random) };
  const text = JSON.stringify(body);
  const headers = { 'content-length': String(Buffer.byteLength(text)), authorization: `Basic ${Buffer.from('rootkey:rootsecret').toString('base64')}`, 'content-type': 'application/json' };
  const method = random() < 0.95 ? 'POST' : 'GET';
  const answer = await firewall.send({ method, path, headers, body: text });
  const json = answer.body === '' ? undefined : (JSON.parse(answer.body) as { result?: string; uuid?: string; validations?: object; errorMessage?: string });
  expect([200, 404, 500]).toContain(answer.status);
  if (answer.status !== 200) expect(typeof json?.errorMessage).toBe('string');
  if (json?.validations !== undefined) expect(Object.keys(json.validations).every(key => key.startsWith(`${family.wrapper}.`))).toBe(true);
  if (json?.result !== 'saved') return json?.validations === undefined ? 'other' : 'refused';
  const saved = json.uuid ?? uuid;
  if (!uuids.includes(saved)) uuids.push(saved);
  const item = new Models(firewall).edit(family.model).list(family.path).items.find(([each]) => each === saved)?.[1];
  expect({ path, body, problems: item && itemProblems(item, family.path) }).toEqual({ path, body, problems: [] });
  return 'saved';
}

function itemBody({ model, path }: Family, release: Release, pick: <T>(list: readonly T[]) => T, random: () => number): unknown {
  if (random() < 0.02) return pick(VALUES);
  const fields = fieldsAt(modelSpec(model, release).root.children, path.split('.'));
  const body: Record<string, unknown> = {};
  if (random() < 0.8) Object.assign(body, { name: `name_${String(Math.floor(random() * 40))}`, type: pick(['host', 'network', 'port']), network: '10.9.0.0/16', gateway: model.includes('Route') ? 'WAN_GW' : '' });
  for (let count = Math.floor(random() * 4); count > 0; count--) {
    const field = pick(fields);
    body[field.name] = field.options !== undefined && random() < 0.7 ? pick(field.options).key : pick(VALUES);
  }
  return body;
}

function searchBody(pick: <T>(list: readonly T[]) => T, random: () => number): unknown {
  const body: Record<string, unknown> = {};
  for (const name of ['current', 'rowCount', 'searchPhrase', 'interface', 'show_all', 'type', 'category', 'sort']) if (random() < 0.4) body[name] = pick(VALUES);
  return body;
}

function fieldsAt(nodes: readonly NodeSpec[], [first, ...rest]: readonly string[]): FieldSpec[] {
  if (first === undefined) return nodes.filter(node => node.kind === 'field');
  const branch = nodes.find(node => node.name === first);
  return branch?.kind === 'branch' ? fieldsAt(branch.children, rest) : [];
}
