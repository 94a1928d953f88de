// Tables of docs/versions.md and docs/migration.md, from the catalogue, the tools, and the tools that the Python server had.

/** What an operator may look for, and an endpoint that only releases have which can do it. */
const CAPABILITIES = [
  ['Packet filter rules', 'firewall/filter/add_rule'],
  ['Aliases', 'firewall/alias/add_item'],
  ['Source NAT', 'firewall/source_nat/add_rule'],
  ['Port forwards', 'firewall/d_nat/add_rule'],
  ["The firewall's own timer, which takes back filter rules and source NAT", 'firewall/filter/savepoint'],
  ['An entry of the configuration history put back', 'core/backup/revert_backup'],
  ['Static routes', 'routes/routes/addroute'],
  ['Unbound: overrides, aliases, forwards', 'unbound/settings/add_host_override'],
  ['Unbound: several blocklist policies instead of one', 'unbound/settings/add_dnsbl'],
  ['DHCP by ISC: leases', 'dhcpv4/leases/search_lease'],
  ['DHCP by Kea, IPv4', 'kea/dhcpv4/add_subnet'],
  ['DHCP by Kea, IPv6', 'kea/dhcpv6/add_subnet'],
  ['DHCP by Dnsmasq, and router advertisements', 'dnsmasq/settings/add_range'],
  ['WireGuard', 'wireguard/server/add_server'],
  ['HAProxy', 'haproxy/settings/add_frontend'],
];

/** Parameters that the guide names once for all tools. */
const EVERYWHERE = ['dry_run', 'approval', 'cursor', 'fields', 'csv'];

/** The tables, by the name of their markers. */
export function releaseTables({ releases, releasesOf, packageOf, registered, contract, table }) {
  const header = ['', ...releases];
  const has = (route, release) => (releasesOf(route).includes(release) ? (packageOf(route, release) ?? 'yes') : '–');
  const routesOf = ({ facts }) => facts.uses.map(({ path }) => path);
  const since = ({ facts }) => facts.since ?? releases[0];
  const missing = CAPABILITIES.find(([, route]) => releasesOf(route).length === 0);
  if (missing !== undefined) throw new Error(`no release has ${missing[1]}`);

  const later = releases.slice(1).map(release => [release, registered.filter(tool => since(tool) === release).map(({ facts }) => `\`${facts.name}\``).join(', ')]).filter(([, names]) => names !== '');
  // What a tool is about stands first among what it uses.
  const needs = tool => releases.map(release => routesOf(tool).filter(path => releasesOf(path).includes(release)).map(path => packageOf(path, release))[0]);
  const byPackage = new Map();
  for (const tool of registered) {
    const packages = needs(tool);
    for (const name of new Set(packages.filter(Boolean))) {
      const from = releases.filter((_, index) => packages[index] === name);
      const key = `${name} ${from.join(', ')}`;
      byPackage.set(key, { name, from, tools: [...(byPackage.get(key)?.tools ?? []), `\`${tool.facts.name}\``] });
    }
  }

  const kept = Object.entries(contract).map(([name, { params }]) => {
    const tool = registered.find(({ facts }) => facts.name === name);
    if (tool === undefined) throw new Error(`${name} is missing`);
    const { properties } = tool.inputSchema;
    const further = Object.keys(properties).filter(each => params[each] === undefined && !EVERYWHERE.includes(each));
    const checked = Object.keys(params).filter(each => properties[each].enum !== undefined || properties[each].pattern !== undefined || properties[each].minimum !== undefined);
    const listed = names => names.map(each => `\`${each}\``).join(', ');
    return [`\`${name}\``, since(tool), listed(further), listed(checked)];
  });

  return {
    capabilities: table(header, [
      ['Tools of this server', ...releases.map(release => registered.filter(tool => releases.indexOf(since(tool)) <= releases.indexOf(release)).length)],
      ...CAPABILITIES.map(([label, route]) => [label, ...releases.map(release => has(route, release))]),
    ]),
    later: table(['since', 'tools'], later),
    packages: table(['OPNsense plugin', 'on', 'tools'], [...byPackage.values()].map(({ name, from, tools }) => [`\`${name}\``, from.length === releases.length ? 'all' : from.join(', '), tools.join(', ')])),
    kept: table(['tool', 'since', 'takes as well', 'values now checked'], kept),
  };
}
