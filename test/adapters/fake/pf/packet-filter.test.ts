import { ConfigDocument } from '../../../../src/adapters/fake/config-document';
import { managementPacket } from '../../../../src/adapters/fake/pf/management-packet';
import { PacketFilter, type Verdict } from '../../../../src/adapters/fake/pf/packet-filter';
import { RELEASES, type Release } from '../../../../src/ports';

const INTERFACES = `
  <wan><enable>1</enable><if>vtnet0</if><ipaddr>203.0.113.10</ipaddr><subnet>24</subnet><blockpriv>1</blockpriv></wan>
  <lan><enable>1</enable><if>vtnet1</if><ipaddr>192.168.1.1</ipaddr><subnet>24</subnet><ipaddrv6>2001:db8:1::1</ipaddrv6><subnetv6>64</subnetv6></lan>
  <opt1><enable>1</enable><if>vtnet2</if><ipaddr>192.168.20.1</ipaddr><subnet>24</subnet></opt1>
  <opt2><if>vtnet3</if><ipaddr>192.168.30.1</ipaddr><subnet>24</subnet></opt2>
  <staff><enable>1</enable><if>staff</if><type>group</type><virtual>1</virtual></staff>`;

const ALIASES: readonly (readonly [name: string, type: string, content: string, enabled?: string])[] = [
  ['admins', 'host', '192.168.20.5\n192.168.20.6'],
  ['nested', 'networkgroup', 'admins'],
  ['mostly', 'network', '192.168.20.0/24\n!192.168.20.64/26\n192.168.20.70'],
  ['ranged', 'host', '192.168.20.40-192.168.20.50'],
  ['loop', 'networkgroup', 'loop\nadmins'],
  ['disabled', 'host', '192.168.20.7', '0'],
  ['web', 'port', '80\n440:445'],
  ['more_web', 'port', 'web\n8443'],
  ['empty', 'port', ''],
  ['external', 'external', ''],
];

type Rule = Readonly<Record<string, string>>;

interface Setup {
  readonly rules?: readonly Rule[];
  readonly legacy?: string;
  readonly nat?: string;
  readonly system?: string;
  /** More settings of the web GUI. */
  readonly gui?: string;
  readonly release?: Release;
  /** 1:1 NAT. */
  readonly oneToOne?: readonly Rule[];
  readonly schedules?: string;
  /** When the rules are loaded. */
  readonly now?: number;
}

const xmlOf = (values: Rule): string => Object.entries(values).map(([name, value]) => `<${name}>${value}</${name}>`).join('');

/** A firewall with a LAN that has anti-lockout rules, and opt1, where only rules let somebody in. */
function filter({ rules = [], legacy = '', nat = '', system = '', gui = '', release = '26.7', oneToOne = [], schedules = '', now = 0 }: Setup): PacketFilter {
  const model = rules.map((rule, index) => `<rule uuid="rule-${String(index)}">${xmlOf({ enabled: '1', sequence: String(index + 1), action: 'pass', quick: '1', direction: 'in', ...rule })}</rule>`);
  const aliases = ALIASES.map(([name, type, content, enabled = '1']) => `<alias>${xmlOf({ enabled, name, type, content })}</alias>`);
  const made = new PacketFilter({ release, hasPackage: () => false, now: () => now });
  const document = ConfigDocument.parse(`<opnsense>
    <system><webgui><protocol>https</protocol>${gui}</webgui>${system}</system><interfaces>${INTERFACES}</interfaces>
    <ifgroups><ifgroupentry><ifname>staff</ifname><members>opt1</members><sequence>5</sequence></ifgroupentry></ifgroups>
    <filter>${legacy}</filter><nat>${nat}</nat><schedules>${schedules}</schedules>
    <OPNsense><Firewall><Alias><aliases>${aliases.join('')}</aliases></Alias><Filter><rules>${model.join('')}</rules><onetoone>${oneToOne.map(rule => `<rule>${xmlOf({ enabled: '1', ...rule })}</rule>`).join('')}</onetoone></Filter></Firewall></OPNsense>
  </opnsense>`);
  expect(made.loadRules(document)).toBeUndefined();
  made.loadTables(document);
  return made;
}

function judge(made: PacketFilter, address: string, key?: string): Verdict {
  return made.judge(managementPacket(made.rulesDocument ?? new ConfigDocument({ name: '', attributes: {}, text: '', children: [] }), address, key));
}

const verdict = (setup: Setup, address = '192.168.20.5', key?: string): string => judge(filter(setup), address, key).action;

describe.each(RELEASES)('pf of %s', release => {
  it('blocks what no rule lets in, and lets the anti-lockout interface in whatever the rules say', () => {
    const rules = [{ action: 'block', interface: 'lan' }, { action: 'block', interface: '' }];
    expect(judge(filter({ release }), '192.168.20.5')).toMatchObject({ action: 'block', rule: { description: 'Default deny / state violation rule' } });
    expect(judge(filter({ release, rules }), '192.168.1.20')).toMatchObject({ action: 'pass', isRemembered: true, rule: { description: 'anti-lockout rule' } });
    expect(judge(filter({ release, rules }), '2001:db8:1::20').action).toBe('pass');
  });

  it('has no anti-lockout rules when they are off', () => {
    const rules = [{ action: 'reject', interface: 'lan', description: 'no' }];
    expect(judge(filter({ release, rules }), '192.168.1.20').action).toBe('pass');
    const made = filter({ release, rules, gui: '<noantilockout/>' });
    expect(judge(made, '192.168.1.20')).toMatchObject({ action: 'reject', rule: { id: 'rule-0', description: 'no' }, isRemembered: false });
  });

  it('takes floating rules before groups, groups before interfaces, and rules of the model before old ones', () => {
    const on = (name: string, action: string): Rule => ({ interface: name, action, sequence: '9' });
    expect(verdict({ release, rules: [on('opt1', 'pass'), on('staff', 'block')] })).toBe('block');
    expect(verdict({ release, rules: [on('staff', 'block'), on('lan,opt1', 'pass')] })).toBe('pass');
    const legacy = '<rule><type>block</type><interface>opt1</interface><source><any/></source><destination><any/></destination></rule>';
    expect(verdict({ release, legacy, rules: [on('opt1', 'pass')] })).toBe('pass');
    expect(verdict({ release, legacy, rules: [] })).toBe('block');
    expect(verdict({ release, legacy: legacy.replace('block', 'pass') })).toBe('pass');
  });

  it('lets a sequence decide, and the last of rules that are not quick', () => {
    expect(verdict({ release, rules: [{ interface: 'opt1', action: 'block', sequence: '20' }, { interface: 'opt1', sequence: '10' }] })).toBe('pass');
    expect(verdict({ release, rules: [{ interface: 'opt1', action: 'block', quick: '0' }, { interface: 'opt1', quick: '0' }] })).toBe('pass');
    expect(verdict({ release, rules: [{ interface: 'opt1', quick: '0' }, { interface: 'opt1', action: 'block', quick: '0' }] })).toBe('block');
    expect(verdict({ release, rules: [{ interface: '', quick: '0' }, { interface: 'opt1', action: 'block' }] })).toBe('block');
  });

  it('blocks who was locked out before it lets the anti-lockout interface in', () => {
    const made = filter({ release });
    made.added.set('virusprot', new Set(['192.168.1.20']));
    expect(judge(made, '192.168.1.20').action).toBe('block');
    expect(judge(made, '192.168.1.21').action).toBe('pass');
  });

  it('blocks private networks on an interface that says so', () => {
    const rules = [{ interface: 'wan' }];
    expect(verdict({ release, rules }, '10.1.2.3', 'wan')).toBe('block');
    expect(verdict({ release, rules }, '198.51.100.7')).toBe('pass');
  });
});

const pass = (rule: Rule): Setup => ({ rules: [{ interface: 'opt1', ...rule }] });

describe('a rule', () => {
  it.each<[string, Rule, 'pass' | 'block']>([
    ['without ends', {}, 'pass'],
    ['that is off', { enabled: '0' }, 'block'],
    ['for packets that go out', { direction: 'out' }, 'block'],
    ['for both directions', { direction: 'any' }, 'pass'],
    ['on another interface', { interface: 'wan' }, 'block'],
    ['on every other interface', { interface: 'wan', interfacenot: '1' }, 'pass'],
    ['on an interface that is down', { interface: 'opt2' }, 'block'],
    ['on an interface that does not exist', { interface: 'opt9' }, 'block'],
    ['for UDP', { protocol: 'UDP' }, 'block'],
    ['for TCP and UDP', { protocol: 'TCP/UDP' }, 'pass'],
    ['for IPv6', { ipprotocol: 'inet6' }, 'block'],
    ['for both families', { ipprotocol: 'inet46' }, 'pass'],
    ['from an interface\'s network', { source_net: 'opt1' }, 'pass'],
    ['from another network', { source_net: 'lan' }, 'block'],
    ['from an address', { source_net: '192.168.20.5' }, 'pass'],
    ['from a subnet', { source_net: '192.168.20.0/29' }, 'pass'],
    ['from several', { source_net: 'lan,192.168.20.5' }, 'pass'],
    ['from all but it', { source_net: '192.168.20.5', source_not: '1' }, 'block'],
    ['from all but others', { source_net: 'lan', source_not: '1' }, 'pass'],
    ['from all but any', { source_net: 'any', source_not: '1' }, 'pass'],
    ['from an alias', { source_net: 'admins' }, 'pass'],
    ['from all but an alias', { source_net: 'admins', source_not: '1' }, 'block'],
    ['from a nested alias', { source_net: 'nested' }, 'pass'],
    ['from an alias that holds itself', { source_net: 'loop' }, 'pass'],
    ['from a disabled alias', { source_net: 'disabled' }, 'block'],
    ['from an alias without entries', { source_net: 'external' }, 'block'],
    ['from a name that means nothing', { source_net: 'nobody' }, 'block'],
    ['from all but a name that means nothing', { source_net: 'nobody', source_not: '1' }, 'block'],
    ['to the firewall', { destination_net: '(self)' }, 'pass'],
    ['to an interface\'s address', { destination_net: 'opt1ip' }, 'pass'],
    ['to another address of it', { destination_net: 'lanip' }, 'block'],
    ['to a port', { protocol: 'TCP', destination_port: '443' }, 'pass'],
    ['to another port', { protocol: 'TCP', destination_port: '80' }, 'block'],
    ['to a service', { protocol: 'TCP', destination_port: 'https' }, 'pass'],
    ['to a range', { protocol: 'TCP', destination_port: '400-500' }, 'pass'],
    ['to an open range', { protocol: 'TCP', destination_port: '444-any' }, 'block'],
    ['to a port alias', { protocol: 'TCP', destination_port: 'web' }, 'pass'],
    ['to a nested port alias', { protocol: 'TCP', destination_port: 'more_web' }, 'pass'],
    ['to an empty port alias', { protocol: 'TCP', destination_port: 'empty' }, 'block'],
    ['from a port', { protocol: 'TCP', source_port: '22' }, 'block'],
    ['for packets with a mark', { tagged: 'mark' }, 'block'],
    ['for the first packet', { protocol: 'TCP', tcpflags1: 'syn', tcpflags2: 'syn,ack' }, 'pass'],
    ['for later packets', { protocol: 'TCP', tcpflags1: 'ack', tcpflags2: 'syn,ack' }, 'block'],
  ])('%s', (_what, rule, expected) => {
    expect(verdict(pass(rule))).toBe(expected);
  });

  it.each([['192.168.20.5', 'pass'], ['192.168.20.65', 'block'], ['192.168.20.70', 'pass']])('from a network with holes lets %s: %s', (address, expected) => {
    expect(verdict(pass({ source_net: 'mostly' }), address)).toBe(expected);
  });

  it.each([['192.168.20.40', 'pass'], ['192.168.20.50', 'pass'], ['192.168.20.51', 'block']])('from a range lets %s: %s', (address, expected) => {
    expect(verdict(pass({ source_net: 'ranged' }), address)).toBe(expected);
  });

  it('remembers connections unless it says none', () => {
    expect(judge(filter(pass({})), '192.168.20.5').isRemembered).toBe(true);
    expect(judge(filter(pass({ statetype: 'none' })), '192.168.20.5').isRemembered).toBe(false);
  });

  it('reaches the firewall on the port that the web GUI has', () => {
    const rule = pass({ protocol: 'TCP', destination_port: '8443' });
    expect([verdict(rule), verdict({ ...rule, gui: '<port>8443</port>' })]).toEqual(['block', 'pass']);
  });
});

describe('a port forward', () => {
  const forward = (more = '', target = '192.168.1.10'): string =>
    `<rule><interface>opt1</interface><protocol>tcp</protocol><ipprotocol>inet</ipprotocol><source><any>1</any></source><destination><network>opt1ip</network><port>443</port></destination><target>${target}</target><local-port>443</local-port>${more}</rule>`;

  it.each<[string, string, string, string]>([
    ['of the API\'s port takes clients elsewhere', forward(), '192.168.20.5', 'block'],
    ['that is off does not', forward('<disabled>1</disabled>'), '192.168.20.5', 'pass'],
    ['that excludes does not, before another', forward('<nordr>1</nordr><sequence>1</sequence>') + forward('<sequence>2</sequence>'), '192.168.20.5', 'pass'],
    ['to the firewall itself goes through the rules', forward('', 'lanip'), '192.168.20.5', 'pass'],
    ['on the anti-lockout interface does nothing', forward().replaceAll('opt1', 'lan'), '192.168.1.20', 'pass'],
  ])('%s', (_what, nat, address, expected) => {
    expect(verdict({ ...pass({}), nat }, address)).toBe(expected);
  });
});

describe('1:1 NAT', () => {
  const map = (values: Rule): Setup => ({ ...pass({}), oneToOne: [{ interface: 'opt1', type: 'binat', source_net: '192.168.1.10', destination_net: 'any', external: '192.168.20.1', ...values }] });

  it.each<[string, Rule, string]>([
    ['of the address takes clients elsewhere', {}, 'block'],
    ['of a network takes them to the same host of the other', { external: '192.168.20.0/24', source_net: '192.168.77.0/24' }, 'block'],
    ['that ends at the firewall goes through the rules', { external: '192.168.20.0/24', source_net: '192.168.1.0/24' }, 'pass'],
    ['only outwards does not', { type: 'nat' }, 'pass'],
    ['on another interface does not', { interface: 'lan' }, 'pass'],
    ['for other peers does not', { destination_net: '198.51.100.0/24' }, 'pass'],
    ['that is off does not', { enabled: '0' }, 'pass'],
  ])('%s', (_what, values, expected) => {
    expect(verdict(map(values))).toBe(expected);
  });
});

describe('a schedule', () => {
  const range = (values: Rule): string => `<schedule><name>office</name><timerange>${xmlOf(values)}</timerange></schedule>`;
  // A Monday, 9:30 in Amsterdam.
  const now = Date.UTC(2026, 10, 23, 8, 30);
  const zone = '<timezone>Europe/Amsterdam</timezone>';

  it.each<[Rule, string]>([
    [{ position: '1,2,3,4,5', hour: '9:00-17:00' }, 'pass'],
    [{ position: '1', hour: '9:30-17:00' }, 'pass'],
    [{ position: '1', hour: '8:00-9:30' }, 'block'],
    [{ position: '2,7', hour: '0:00-24:00' }, 'block'],
    [{ position: '1', hour: '' }, 'pass'],
    [{ month: '11,12', day: '23,24', hour: '0:00-23:59' }, 'pass'],
    [{ month: '12,11', day: '23,24', hour: '0:00-23:59' }, 'block'],
    [{ month: '11', day: '22,23', hour: '0:00-23:59' }, 'block'],
  ])('%j lets its rule run on a Monday at half past nine: %s', (values, expected) => {
    expect(verdict({ ...pass({ sched: 'office' }), system: zone, schedules: range(values), now })).toBe(expected);
  });

  it('does nothing to rules that name another one, nor to those of the model up to 25.7', () => {
    expect(verdict({ ...pass({ sched: 'other' }), schedules: range({ position: '7' }), now })).toBe('pass');
    expect(verdict({ ...pass({ sched: 'office' }), schedules: range({ position: '7' }), now, release: '25.7' })).toBe('pass');
    const legacy = '<rule><type>pass</type><interface>opt1</interface><sched>office</sched><source><any/></source><destination><any/></destination></rule>';
    expect(verdict({ legacy, schedules: range({ position: '7' }), now, release: '25.1' })).toBe('block');
  });

  it('is looked at every quarter of an hour', () => {
    const made = filter({ ...pass({ sched: 'office' }), schedules: range({ position: '1' }), now });
    const minute = 60_000;
    expect([made.reloadDue(now + 30_000), made.reloadDue(now + minute), made.reloadDue(now + 40 * minute)]).toEqual([undefined, now + minute, now + 31 * minute]);
    expect(filter({ ...pass({}), now }).reloadDue(now + 40 * minute)).toBeUndefined();
  });
});

it('lets everything pass when the filter is off', () => {
  expect(verdict({ system: '<disablefilter>1</disablefilter>' })).toBe('pass');
});
