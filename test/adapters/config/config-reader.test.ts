import { CONFIG_LIFETIME_MS, ConfigReader } from '../../../src/adapters/config';
import { FieldRedactor } from '../../../src/adapters/redaction';
import { parseXml } from '../../../src/adapters/xml';
import { type Clock, type EndpointRequest, type FirewallApi, OpnError, type ReadEndpoint, REDACTED } from '../../../src/ports';

const KEY = 'w86XNZob8Oq8aC5r0kbNarNtdpoQU781';
const U1 = '0b0a4d0e-5a0b-4b9c-9d3c-2f1f5f3a7c11';
const U2 = '5d1f4a52-7f0e-4f2b-8a43-9a2b3c4d5e6f';

const DOCUMENT = `<?xml version="1.0"?>
<opnsense>
  <system>
    <hostname>fw</hostname>
    <user><name>root</name><password>canary</password><priv>page-all</priv></user>
  </system>
  <interfaces><lan><if>em0</if><descr>L\u00e4n</descr></lan><wan><if>em1</if></wan></interfaces>
  <cert uuid="${U1}"><descr>one</descr><prv>canary</prv></cert>
  <cert uuid="${U2}"><descr>two</descr></cert>
  <filter/>
  <dhcpd><lan><staticmap><mac>02:00:00:00:00:01</mac></staticmap></lan></dhcpd>
  <OPNsense>
    <Firewall>
      <Alias version="1.0.1"><aliases><alias uuid="${U1}"><name>hosts</name><content>192.0.2.1\n192.0.2.2</content></alias></aliases></Alias>
    </Firewall>
    <notes><note>${KEY}</note><note kind="x">two</note><note/></notes>
  </OPNsense>
</opnsense>
`;

class TurnedClock implements Clock {
  time = 1_000_000;
  now(): number {
    return this.time;
  }
  async sleep(): Promise<void> {
    this.time += 1;
  }
}

/** Answers downloads by hand, one after the other. */
class Firewall implements FirewallApi {
  document: unknown = DOCUMENT;
  failure: Error | undefined;
  hold = false;
  readonly requests: [ReadEndpoint, EndpointRequest | undefined][] = [];
  readonly #held: (() => void)[] = [];

  async read<T>(endpoint: ReadEndpoint<T>, request?: EndpointRequest): Promise<T> {
    this.requests.push([endpoint, request]);
    const [document, failure] = [this.document, this.failure];
    if (this.hold) await new Promise<void>(resolve => this.#held.push(resolve));
    if (failure !== undefined) throw failure;
    return document as T;
  }
  async version(): Promise<undefined> {
    return undefined;
  }
  release(): void {
    this.#held.shift()?.();
  }
}

function setUp(): { firewall: Firewall; clock: TurnedClock; reader: ConfigReader } {
  const firewall = new Firewall();
  const clock = new TurnedClock();
  return { firewall, clock, reader: new ConfigReader(firewall, new FieldRedactor({ ownSecrets: [KEY] }), clock) };
}

describe('values', () => {
  test.each([
    ['system.hostname', 'fw'],
    ['SYSTEM.HostName', 'fw'],
    ['interfaces.lan', { if: 'em0', descr: 'L\u00e4n' }],
    ['filter', ''],
    ['cert', [{ '@uuid': U1, descr: 'one', prv: REDACTED }, { '@uuid': U2, descr: 'two' }]],
    ['cert.1.descr', 'two'],
    [`cert.${U2}.descr`, 'two'],
    [`cert.${U2.toUpperCase()}.descr`, 'two'],
    [`cert.${U1}`, { '@uuid': U1, descr: 'one', prv: REDACTED }],
    ['system.user', [{ name: 'root', password: REDACTED, priv: ['page-all'] }]],
    ['system.user.0.password', REDACTED],
    ['system.user.password', REDACTED],
    ['dhcpd.lan', { staticmap: [{ mac: '02:00:00:00:00:01' }] }],
    ['OPNsense.Firewall.Alias', { '@version': '1.0.1', aliases: { alias: [{ '@uuid': U1, name: 'hosts', content: '192.0.2.1\n192.0.2.2' }] } }],
    ['OPNsense.Firewall.Alias.aliases.alias.0.name', 'hosts'],
    ['opnsense.notes', { note: [REDACTED, { '@kind': 'x', '#text': 'two' }, ''] }],
    ['nothing', undefined],
    ['system.hostname.deeper', undefined],
    ['cert.2', undefined],
    ['cert.1.0', undefined],
    ['cert.descr', undefined],
    ['constructor', undefined],
    ['', undefined],
    ['system..hostname', undefined],
  ])('%s', async (path, value) => {
    expect(await setUp().reader.section(path)).toEqual(value);
  });

  test('two names that differ only in case are both reached', async () => {
    const { firewall, reader } = setUp();
    firewall.document = '<opnsense><Proxy>big</Proxy><proxy>small</proxy></opnsense>';
    expect(await reader.section('proxy')).toBe('small');
    expect(await reader.section('Proxy')).toBe('big');
    expect(await reader.section('PROXY')).toBe('big');
  });

  test('the shape of a list is the same for one entry and for two', async () => {
    const { firewall, reader } = setUp();
    const shapeOf = async (entries: string): Promise<unknown> => {
      firewall.document = `<opnsense><filter>${entries}</filter></opnsense>`;
      return reader.section('filter', { fresh: true });
    };
    expect(await shapeOf(`<x uuid="${U1}"/>`)).toEqual({ x: [{ '@uuid': U1 }] });
    expect(await shapeOf(`<x uuid="${U1}"/><x uuid="${U2}"/>`)).toEqual({ x: [{ '@uuid': U1 }, { '@uuid': U2 }] });
    expect(await shapeOf('<rule><descr>a</descr></rule>')).toEqual({ rule: [{ descr: 'a' }] });
    expect(await shapeOf('<rule><descr>a</descr></rule><rule/>')).toEqual({ rule: [{ descr: 'a' }, ''] });
  });

  test('what a caller does to a value does not reach the next caller', async () => {
    const { reader } = setUp();
    const value = (await reader.section('interfaces.lan')) as Record<string, unknown>;
    value['if'] = 'changed';
    expect(await reader.section('interfaces.lan.if')).toBe('em0');
  });
});

test('sections are counted over their repetitions, in bytes of the document', async () => {
  const { reader } = setUp();
  const sections = await reader.sections();
  expect(sections.map(section => [section.name, section.count])).toEqual([['system', 1], ['interfaces', 1], ['cert', 2], ['filter', 1], ['dhcpd', 1], ['OPNsense', 1]]);
  expect(sections.find(section => section.name === 'cert')?.children).toEqual(['descr', 'prv']);
  expect(sections.find(section => section.name === 'filter')).toEqual({ name: 'filter', bytes: 9, count: 1, children: [] });
  const interfaces = DOCUMENT.slice(DOCUMENT.indexOf('<interfaces>'), DOCUMENT.indexOf('</interfaces>') + '</interfaces>'.length);
  expect(sections.find(section => section.name === 'interfaces')?.bytes).toBe(Buffer.byteLength(interfaces));
});

describe('secrets', () => {
  test('the XML is redacted, and whole otherwise', async () => {
    const { reader } = setUp();
    const xml = await reader.xml();
    expect(xml).not.toContain('canary');
    expect(xml).not.toContain(KEY);
    expect(parseXml(xml).children).toHaveLength(7);
    expect(xml).toContain(`<cert uuid="${U2}">`);
  });

  test('revealed it holds the firewall\'s secrets, not ours, and is fetched anew each time', async () => {
    const { firewall, reader } = setUp();
    expect(await reader.section('system.user.password', { reveal: true })).toBe('canary');
    expect(await reader.section('cert.0.prv', { reveal: true })).toBe('canary');
    const xml = await reader.xml({ reveal: true });
    expect(xml).toContain('<password>canary</password>');
    expect(xml).not.toContain(KEY);
    expect(firewall.requests).toHaveLength(3);
    expect(reader.age()).toBeUndefined();
    expect(await reader.section('system.user.password')).toBe(REDACTED);
  });
});

describe('fetching', () => {
  test('one download of the firewall itself serves everything for a minute', async () => {
    const { firewall, clock, reader } = setUp();
    await reader.sections();
    await reader.section('system');
    await reader.xml();
    expect(firewall.requests).toHaveLength(1);
    expect(firewall.requests[0]?.[0]).toMatchObject({ kind: 'read', path: 'core/backup/download', method: 'GET', answer: 'text' });
    expect(firewall.requests[0]?.[1]).toEqual({ path: ['this'] });
    clock.time += CONFIG_LIFETIME_MS - 1;
    expect(reader.age()).toBe(59.999);
    await reader.section('system');
    expect(firewall.requests).toHaveLength(1);
    clock.time += 1;
    expect(reader.age()).toBeUndefined();
    await reader.section('system');
    expect(firewall.requests).toHaveLength(2);
    expect(reader.age()).toBe(0);
  });

  test('fresh and forgotten are fetched again', async () => {
    const { firewall, reader } = setUp();
    await reader.section('system');
    firewall.document = DOCUMENT.replace('>fw<', '>fw2<');
    expect(await reader.section('system.hostname')).toBe('fw');
    expect(await reader.section('system.hostname', { fresh: true })).toBe('fw2');
    firewall.document = DOCUMENT.replace('>fw<', '>fw3<');
    reader.forget();
    expect(reader.age()).toBeUndefined();
    expect(await reader.section('system.hostname')).toBe('fw3');
    await reader.sections({ fresh: true });
    expect(firewall.requests).toHaveLength(4);
  });

  test('parallel callers share one download', async () => {
    const { firewall, reader } = setUp();
    firewall.hold = true;
    const calls = [reader.section('system.hostname'), reader.section('interfaces.lan.if'), reader.sections(), reader.xml()];
    firewall.release();
    expect((await Promise.all(calls)).slice(0, 2)).toEqual(['fw', 'em0']);
    expect(firewall.requests).toHaveLength(1);
  });

  test('who wants it fresh waits for no download that began before, and everybody gets that afterwards', async () => {
    const { firewall, reader } = setUp();
    firewall.hold = true;
    const before = reader.section('system.hostname');
    firewall.document = DOCUMENT.replace('>fw<', '>new<');
    const fresh = reader.section('system.hostname', { fresh: true });
    firewall.release();
    expect(await before).toBe('fw');
    firewall.release();
    expect(await fresh).toBe('new');
    expect(await reader.section('system.hostname')).toBe('new');
    expect(firewall.requests).toHaveLength(2);
  });

  test('a fresh one is kept although another has begun since', async () => {
    const { firewall, reader } = setUp();
    expect(await reader.section('system.hostname')).toBe('fw');
    firewall.hold = true;
    firewall.document = DOCUMENT.replace('>fw<', '>new<');
    const fresh = [reader.section('system.hostname', { fresh: true }), reader.section('system.hostname', { fresh: true })];
    firewall.release();
    expect(await fresh[0]).toBe('new');
    expect(await reader.section('system.hostname')).toBe('new');
    firewall.release();
    expect(await fresh[1]).toBe('new');
  });

  test('a download under way when the firewall was changed is not kept', async () => {
    const { firewall, reader } = setUp();
    firewall.hold = true;
    const before = reader.section('system.hostname');
    reader.forget();
    firewall.document = DOCUMENT.replace('>fw<', '>new<');
    const after = reader.section('system.hostname');
    firewall.release();
    expect(await before).toBe('fw');
    firewall.release();
    expect(await after).toBe('new');
    firewall.hold = false;
    expect(await reader.section('system.hostname')).toBe('new');
    expect(firewall.requests).toHaveLength(2);
  });

  test('forgotten while it is under way, a download serves only who asked before', async () => {
    const { firewall, reader } = setUp();
    firewall.hold = true;
    const before = reader.section('system.hostname');
    reader.forget();
    firewall.release();
    expect(await before).toBe('fw');
    expect(reader.age()).toBeUndefined();
  });

  test('a failure is not kept', async () => {
    const { firewall, reader } = setUp();
    firewall.failure = new OpnError('OPN_TIMEOUT', 'too late');
    await expect(reader.sections()).rejects.toMatchObject({ code: 'OPN_TIMEOUT' });
    firewall.failure = undefined;
    expect(await reader.section('system.hostname')).toBe('fw');
  });

  test.each([
    ['an HTML page', '<html><body>canary</body></html>'],
    ['a page that is no XML', '<!DOCTYPE html><p>canary<br>'],
    ['another document', '<?xml version="1.0"?><pfsense><canary/></pfsense>'],
    ['a cut off document', DOCUMENT.slice(0, 300)],
    ['nothing', ''],
    ['JSON', { errorMessage: 'canary' }],
    ['an empty list', []],
  ])('%s is refused without being quoted, revealed or not, and what was cached stays', async (_name, document) => {
    const { firewall, reader } = setUp();
    await reader.sections();
    firewall.document = document;
    for (const attempt of [reader.xml({ reveal: true }), reader.section('system', { reveal: true }), reader.section('system', { fresh: true }), reader.sections({ fresh: true })]) {
      const problem = await attempt.then(() => undefined, (reason: unknown) => reason);
      expect(problem).toBeInstanceOf(OpnError);
      expect((problem as OpnError).code).toBe('OPN_BAD_ANSWER');
      expect((problem as OpnError).describe()).not.toContain('canary');
    }
    expect(await reader.section('system.hostname')).toBe('fw');
  });
});

test('a configuration of five megabytes is read', async () => {
  const { firewall, reader } = setUp();
  const rule = `<rule uuid="${U1}"><description>allow &amp; log</description><key>canary</key><interface>lan</interface></rule>`;
  firewall.document = `<opnsense><OPNsense><Firewall><Filter><rules>${rule.repeat(42_000)}</rules></Filter></Firewall></OPNsense></opnsense>`;
  const rules = (await reader.section('OPNsense.Firewall.Filter.rules.rule')) as Record<string, unknown>[];
  expect(rules).toHaveLength(42_000);
  expect(rules[41_999]).toEqual({ '@uuid': U1, description: 'allow & log', key: REDACTED, interface: 'lan' });
}, 8000);
