import { toAlerts, type AlertsAnswer } from '../../../src/plugins/system/alert';
import { byteLength, byteSlice } from '../../../src/plugins/system/byte-slice';
import { fit } from '../../../src/plugins/system/config-part';
import { toInterface } from '../../../src/plugins/system/interface';
import { type FirmwareInfoAnswer, type FirmwareStatusAnswer, toInstalledPlugins, toProduct, toUpdate } from '../../../src/core/system';
import { type GatewayStatusAnswer, toGateway } from '../../../src/core/system';
import { configuredPlugins, countServices, dhcpBackends, dnsBackends } from '../../../src/plugins/system/inventory';
import { type ServiceRow, toService } from '../../../src/core/system';
import { answers } from '../answers';

describe('firmware', () => {
  it.each(answers<FirmwareStatusAnswer>('system/firmware-unchecked'))('%s before a check: unchecked, not up to date', (release, answer) => {
    expect(toProduct(answer)).toMatchObject({ name: 'OPNsense', version: expect.stringContaining(release), arch: 'amd64' });
    expect(toUpdate(answer)).toEqual({ state: 'unchecked', message: 'not checked', pending_packages: 0, needs_reboot: false });
  });

  it.each(answers<FirmwareStatusAnswer>('system/firmware-checked'))('%s after a check: what is pending', (_release, answer) => {
    expect(toUpdate(answer)).toEqual({
      state: 'update',
      message: '1 update',
      pending_packages: 1,
      needs_reboot: false,
      last_check: 'Sun Nov 22 04:11:02 UTC 2026',
      packages: [{ name: 'unbound', from: '1.23.1', to: '1.24.0' }],
    });
  });

  const [, checked] = answers<FirmwareStatusAnswer>('system/firmware-checked')[4]!;

  it('tells a major upgrade by its sets, and that it restarts the firewall', () => {
    const upgrade = { ...checked, status: 'upgrade', status_reboot: '1', upgrade_major_version: '27.1', all_packages: [], all_sets: { base: { name: 'base', old: 'N/A', new: '27.1' } } };
    expect(toUpdate(upgrade)).toMatchObject({ state: 'upgrade', upgrade_to: '27.1', needs_reboot: true, pending_packages: 1, packages: [{ name: 'base', to: '27.1' }] });
  });

  it('says up to date only after a check', () => {
    expect(toUpdate({ ...checked, status: 'none', all_packages: [] }).state).toBe('up-to-date');
  });

  it('says error when the back end did not answer', () => {
    expect(toUpdate({ status: 'error', status_msg: 'aborted' })).toEqual({ state: 'error', message: 'aborted', pending_packages: 0, needs_reboot: false });
    expect(toProduct({ status: 'error' })).toBeUndefined();
  });

  it('counts all packages and names the first', () => {
    const all_packages = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`p${index}`, { name: `p${index}`, new: '1.0' }]));
    const update = toUpdate({ ...checked, all_packages });
    expect(update.pending_packages).toBe(60);
    expect(update.packages).toHaveLength(25);
  });

  it.each(answers<FirmwareInfoAnswer>('system/firmware-info'))('%s lists only installed plugins', (_release, answer) => {
    const names = toInstalledPlugins(answer).map(({ name }) => name);
    expect(names).toEqual(answer.plugin!.filter(({ installed }) => installed === '1').map(({ name }) => name));
    expect(names.length).toBeLessThan(answer.plugin!.length);
  });
});

describe('alerts', () => {
  it.each(answers<AlertsAnswer>('system/alerts-none'))('%s: none', (_release, answer) => {
    expect(toAlerts(answer)).toEqual([]);
  });

  const firewall = { statusCode: -1, message: 'rules', timestamp: '1795404657', title: 'Firewall' };
  const disk = { statusCode: 1, message: 'disk', timestamp: '0' };
  const expected = [
    { subsystem: 'firewall', severity: 'error', message: 'rules', since: '2026-11-23T03:30:57.000Z' },
    { subsystem: 'disk', severity: 'notice', message: 'disk' },
  ];

  it('of 24.7 stand at the top, among those that are fine', () => {
    expect(toAlerts({ Disk: disk, Firewall: firewall, System: { status: 'Error' } })).toEqual(expected);
  });

  it('of later releases stand below subsystems', () => {
    expect(toAlerts({ metadata: {}, subsystems: { disk, firewall } })).toEqual(expected);
  });
});

describe('service', () => {
  it.each(answers<{ rows: ServiceRow[] }>('system/services'))('%s', (_release, { rows }) => {
    const services = rows.map(toService);
    expect(services.find(({ name }) => name === 'configd')).toEqual({ name: 'configd', description: 'configd', running: true, locked: true });
    expect(services.find(({ name }) => name === 'iperf')).toEqual({ name: 'iperf', description: 'iperf', running: false });
    expect(services.filter(({ name }) => name === 'dpinger').map(({ instance }) => instance)).toEqual([':watcher:', 'WAN_GW']);
    expect(countServices(services)).toEqual({ total: services.length, running: services.length - 1, stopped: ['iperf'] });
  });
});

describe('gateway', () => {
  it.each(answers<GatewayStatusAnswer>('system/gateway-status'))('%s: numbers with units, and what nothing measures', (_release, { items }) => {
    expect(Object.values(items).map(toGateway)).toEqual([
      { name: 'WAN_GW', address: '203.0.113.1', status: 'online', monitored: true, monitor_address: '198.51.100.1', loss_percent: 0, delay_ms: 12, stddev_ms: 1.5 },
      { name: 'WAN_GWv6', address: '2001:db8:1::1', status: 'online', monitored: false },
    ]);
  });

  const row = { name: 'X', address: '~', status: 'none', loss: '~', delay: '~', stddev: '~' };

  it.each([
    ['force_down', 'force_down'],
    ['delay+loss', 'delay+loss'],
    ['down', 'down'],
    ['something new', 'pending'],
  ])('says %s as %s', (status, expected) => {
    expect(toGateway({ ...row, status })).toEqual({ name: 'X', status: expected, monitored: false });
  });
});

describe('inventory', () => {
  const services = [{ name: 'kea-dhcpv4', running: true }, { name: 'unbound', running: false }, { name: 'dnsmasq', running: true }];

  it('names the DHCP servers by configuration and service, whatever the release calls them', () => {
    const sections = { dhcpd: { lan: { enable: '' }, opt1: { range: {} } }, dnsmasq: { enable: '1', port: '0', dhcp_ranges: [{}] }, OPNsense: { Kea: { dhcp4: { general: { enabled: '1' } } } } };
    expect(dhcpBackends(sections, services)).toEqual([
      { name: 'isc', enabled: true, running: false },
      { name: 'kea', enabled: true, running: true },
      { name: 'dnsmasq', enabled: true, running: true },
    ]);
  });

  it('names the DNS servers, and one that runs although it is not enabled', () => {
    expect(dnsBackends({ dhcpd: undefined, dnsmasq: { enable: '0' }, OPNsense: { unboundplus: { general: { enabled: '1' } } } }, services)).toEqual([
      { name: 'unbound', enabled: true, running: false },
      { name: 'dnsmasq', enabled: false, running: true },
    ]);
  });

  it('leaves out whether they run when nobody knows', () => {
    expect(dnsBackends({ dhcpd: undefined, dnsmasq: undefined, OPNsense: { unboundplus: { general: { enabled: '1' } } } }, undefined)).toEqual([{ name: 'unbound', enabled: true }]);
  });

  it('reads the plugins that the configuration wants', () => {
    expect(configuredPlugins({ firmware: { plugins: 'os-a,os-b' } })).toEqual([{ name: 'os-a' }, { name: 'os-b' }]);
    expect(configuredPlugins({ firmware: '' })).toEqual([]);
  });
});

describe('byteSlice', () => {
  it('cuts by bytes but never a character, and loses nothing', () => {
    const whole = 'aä€😀'.repeat(20);
    let text = '';
    for (let offset: number | undefined = 0; offset !== undefined; ) {
      const slice = byteSlice(whole, offset, 7);
      expect(byteLength(slice.text)).toBeLessThanOrEqual(7);
      text += slice.text;
      offset = slice.next;
    }
    expect(text).toBe(whole);
  });

  it('counts bytes, not characters', () => {
    expect(byteSlice('ä', 0, 10)).toEqual({ text: 'ä', size: 2, next: undefined });
  });
});

describe('fit', () => {
  it('gives what fits whole', () => {
    expect(fit({ a: 'x' }, 100, 0)).toEqual({ bytes: 9, data: { a: 'x' } });
  });

  it('names the children of an object that does not fit', () => {
    expect(fit({ a: 'x'.repeat(100), b: [{ c: '1' }, { c: '2' }] }, 50, 0)).toEqual({
      bytes: 134,
      children: [{ name: 'a', bytes: 102 }, { name: 'b', bytes: 21, items: 2 }],
    });
  });

  it('gives the items of a list that fit, and where to go on', () => {
    const list = ['aaaa', 'bbbb', 'cccc'];
    expect(fit(list, 15, 0)).toEqual({ bytes: 22, data: ['aaaa', 'bbbb'], nextOffset: 2 });
    expect(fit(list, 15, 2)).toEqual({ bytes: 22, data: ['cccc'] });
  });

  it('names the items when not even one fits', () => {
    expect(fit([{ a: 'x'.repeat(50) }, 'y'], 20, 0).children).toEqual([{ name: '0', bytes: 58 }, { name: '1', bytes: 3 }]);
  });

  it('cuts a text', () => {
    expect(fit('x'.repeat(30), 20, 0)).toEqual({ bytes: 32, data: 'x'.repeat(20), nextOffset: 20 });
    expect(fit('x'.repeat(30), 20, 20)).toEqual({ bytes: 32, data: 'x'.repeat(10) });
  });
});

describe('interface', () => {
  it('gives every address its prefix length, also where OPNsense writes it apart', () => {
    const wireguard = { device: 'wg0', identifier: '', description: 'Unassigned Interface', ipv4: [{ ipaddr: '10.10.0.1', subnetbits: 24 }], ipv6: [{ ipaddr: 'fe80::1', subnetbits: '64' }] };
    expect(toInterface(wireguard)).toEqual({ device: 'wg0', addresses: ['10.10.0.1/24', 'fe80::1/64'] });
    expect(toInterface({ device: 'vtnet1', ipv4: [{ ipaddr: '192.168.1.1/24' }], ipv6: [{ ipaddr: '2001:db8::1' }] }).addresses).toEqual(['192.168.1.1/24', '2001:db8::1']);
  });
});
