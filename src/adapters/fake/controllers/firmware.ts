import { compareReleases, type Release } from '../../../ports';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { type Row } from '../model/search';
import { dateInWords } from './system-state';

const NICKNAMES: Readonly<Record<Release, string>> = {
  '24.7': 'Thriving Tiger', '25.1': 'Ultimate Unicorn', '25.7': 'Visionary Viper', '26.1': 'Witty Woodpecker', '26.7': 'Xenial Xenops',
};
const NEXT: Readonly<Record<Release, string>> = { '24.7': '25.1', '25.1': '25.7', '25.7': '26.1', '26.1': '26.7', '26.7': '27.1' };
const OPERATING_SYSTEM = 'FreeBSD 14.3-RELEASE-p2';
const UPDATE = { name: 'unbound', repository: 'OPNsense', current_version: '1.23.1', new_version: '1.24.0', size: '1201123' };

const PLUGINS: readonly (readonly [name: string, version: string, comment: string, size: string, tier: string])[] = [
  ['os-acme-client', '4.9', 'ACME Client', '500.0KiB', '2'],
  ['os-crowdsec', '1.0.11', 'Lightweight and collaborative security engine', '88.1KiB', '3'],
  ['os-ddclient', '1.27', 'Dynamic DNS client', '97.9KiB', '2'],
  ['os-haproxy', '4.6', 'Reliable, high performance TCP/HTTP load balancer', '598.0KiB', '2'],
  ['os-mdns-repeater', '1.1', 'Proxy multicast DNS between networks', '19.7KiB', '3'],
  ['os-net-snmp', '1.6', 'Net-SNMP is a daemon for the SNMP protocol', '43.2KiB', '3'],
  ['os-wol', '2.5', 'Wake on LAN Service', '21.7KiB', '3'],
];

/** core/firmware: version, packages, updates, restarts. */
export const firmwareActions: ActionTable = {
  'core/firmware/status': (call, machine) => {
    if (call.method === 'POST') machine.running.updatesChecked = true;
    return { json: status(machine) };
  },
  'core/firmware/info': (_call, machine) => ({ json: info(machine) }),
  'core/firmware/running': () => ({ json: { status: 'ready' } }),
  'core/firmware/check': (call, machine) => {
    if (call.method === 'POST') {
      machine.running.updatesChecked = true;
      machine.running.firmwareJob = undefined;
    }
    return job(call, machine);
  },
  'core/firmware/get': (_call, machine) => ({ json: { firmware: settings(machine) } }),
  'core/firmware/update': job,
  'core/firmware/poweroff': (call, machine) => leaving(call, machine, 'off'),
  'core/firmware/reboot': (call, machine) => leaving(call, machine, 'reboot'),
  'core/dashboard/product_info_feed': () => ({ json: { items: [] } }),
  'diagnostics/system/system_information': (_call, machine) => ({ json: systemInformation(machine) }),
};

function job(call: ApiCall, machine: Machine): { readonly json: unknown } {
  return { json: call.method === 'POST' ? { status: 'ok', msg_uuid: machine.uuid() } : { status: 'failure' } };
}

function leaving(call: ApiCall, machine: Machine, how: 'reboot' | 'off'): { readonly json: unknown } {
  if (call.method === 'POST') machine.power(how);
  return job(call, machine);
}

function status(machine: Machine): Row {
  const checked = machine.running.updatesChecked;
  if (!checked) {
    return { product: product(machine, null), status_msg: 'No update check has run since the firewall started.', status: 'none' };
  }
  const check = lastCheck(machine);
  return {
    ...check,
    product: product(machine, check),
    all_packages: { [UPDATE.name]: { reason: 'upgrade', old: UPDATE.current_version, new: UPDATE.new_version, repository: UPDATE.repository, name: UPDATE.name } },
    all_sets: [],
    status_msg: 'One package can be updated (1.1MiB).',
    status_reboot: '0',
    status: 'update',
  };
}

function lastCheck(machine: Machine): Row {
  return {
    api_version: '2', connection: 'ok', downgrade_packages: [], download_size: '', last_check: dateInWords(machine.now()), needs_reboot: '0', new_packages: [], os_version: OPERATING_SYSTEM,
    product_id: 'opnsense', product_target: 'opnsense', product_version: machine.version, product_abi: machine.release, reinstall_packages: [], remove_packages: [], repository: 'ok',
    upgrade_major_message: '', upgrade_major_version: '', upgrade_needs_reboot: '0', upgrade_packages: [UPDATE], upgrade_sets: [],
  };
}

function product(machine: Machine, check: Row | null): Row {
  const { release, version } = machine;
  const nickname = NICKNAMES[release];
  const build: Row = {
    CORE_ABI: release, CORE_ARCH: 'amd64', CORE_COMMIT: `${version} 0123456789abcdef 1`, CORE_CONFLICTS: 'opnsense-business opnsense-devel', CORE_COPYRIGHT_HOLDER: 'Deciso B.V.',
    CORE_COPYRIGHT_WWW: 'https://www.deciso.com/', CORE_COPYRIGHT_YEARS: '2014-2026', CORE_GID: '1000', CORE_GROUP: 'wwwonly', CORE_HASH: '0123456789', CORE_MAINTAINER: 'project@opnsense.org',
    CORE_NAME: 'opnsense', CORE_NEXT: NEXT[release], CORE_NICKNAME: nickname, CORE_PACKAGESITE: 'https://pkg.opnsense.org', CORE_PKGVERSION: version, CORE_PRODUCT: 'OPNsense', CORE_PYTHON_DOT: '3.11',
    ...(release === '25.7' ? { CORE_REPOSITORY: '' } : {}),
    CORE_SERIES: release, CORE_SERIES_FW: release, CORE_SYSLOGNG: '4.8', CORE_UID: '1000', CORE_USER: 'wwwonly', CORE_VERSION: version, CORE_WWW: 'https://opnsense.org/',
  };
  return {
    ...(compareReleases(release, '25.7') >= 0 ? build : {}),
    product_abi: release, product_arch: 'amd64', product_check: check, product_conflicts: 'opnsense-business opnsense-devel', product_copyright_owner: 'Deciso B.V.',
    product_copyright_url: 'https://www.deciso.com/', product_copyright_years: '2014-2026', product_email: 'project@opnsense.org', product_hash: '0123456789', product_id: 'opnsense', product_latest: version,
    product_license: [], product_log: 0, product_mirror: `https://pkg.opnsense.org/FreeBSD:14:amd64/${release}`, product_name: 'OPNsense', product_nickname: nickname,
    product_repos: 'OPNsense', product_series: release, product_tier: '1', product_time: dateInWords(machine.now() - 86_400_000), product_version: version, product_website: 'https://opnsense.org/',
  };
}

function info(machine: Machine): Row {
  const row = (name: string, version: string, comment: string, flatsize: string, license: string, origin: string, installed: boolean, automatic: boolean): Row => ({
    name, version, comment, flatsize, locked: 'N/A', automatic: automatic ? '1' : 'N/A', license, repository: 'OPNsense', origin, provided: '1', installed: installed ? '1' : '0', path: `OPNsense/${origin}`,
    configured: automatic ? '1' : '0',
  });
  const { updates } = machine.running.measured;
  const plugins = PLUGINS.filter(([name]) => updates === undefined || name in updates.plugins).map(([name, version, comment, size, tier]) => ({ ...row(name, version, comment, size, 'BSD2CLAUSE', `opnsense/${name}`, machine.hasPackage(name), false), ...updates?.plugins[name], tier }));
  const packages = [
    row('openssl', '3.0.17,1', 'TLSv1.3 capable SSL and crypto library', '15.2MiB', 'APACHE20', 'security/openssl', true, true),
    row('opnsense', machine.version, 'OPNsense community release', '112.9MiB', 'BSD2CLAUSE', 'opnsense/opnsense', true, false),
    ...plugins.map(({ tier: _tier, ...rest }) => rest),
    row('unbound', UPDATE.current_version, 'Validating, recursive, and caching DNS resolver', '8.5MiB', 'BSD3CLAUSE', 'dns/unbound', true, true),
  ];
  const changelog = updates?.changelog ?? [
    { series: machine.release, version: machine.version, date: '2026-11-11' },
    { series: machine.release, version: `${machine.release}.1`, date: '2026-08-01' },
  ];
  return {
    product_id: 'opnsense', product_version: machine.version, package: packages, plugin: plugins, changelog, product: product(machine, machine.running.updatesChecked ? lastCheck(machine) : null),
  };
}

function settings(machine: Machine): Row {
  const names = ['mirror', 'flavour', 'plugins', 'type', 'subscription', 'reboot', ...(compareReleases(machine.release, '26.1') >= 0 ? ['aux'] : [])];
  const unset = compareReleases(machine.release, '25.1') >= 0 ? '0' : '';
  return Object.fromEntries(names.map(name => [name, machine.document.text(`system/firmware/${name}`) || (name === 'reboot' || name === 'aux' ? unset : '')]));
}

function systemInformation(machine: Machine): Row {
  const name = `${machine.document.text('system/hostname')}.${machine.document.text('system/domain')}`;
  const updates = machine.running.updatesChecked ? 'Updates are waiting.' : 'Updates were not looked for yet.';
  return { name, versions: [`OPNsense ${machine.version}-amd64`, OPERATING_SYSTEM, 'OpenSSL 3.0.17'], updates };
}
