import { childText } from '../config-document';
import { type Block, blockOf, policiesOf, size } from '../live/dns-blocklist';
import { type DnsQuery, queriesBetween } from '../live/dns-queries';
import { localRecords, localZones } from '../live/dns-zone';
import { recordsOf } from '../live/names';
import { builtBlocklists, resolverRuns, resolverStarted, servedConfiguration } from '../live/resolver';
import { type Action, type ActionTable, type ApiCall, type Machine } from '../machine';
import { isEmpty, toText } from '../model/php';
import { type Row } from '../model/search';
import { blocklistType } from './unbound-blocklist';
import { resolverStatistics } from './unbound-statistics';

const CACHE_MS = 300_000;

/** unbound/diagnostics: what runs in the resolver; `failed` while it is down. */
export const unboundDiagnosticsActions: ActionTable = {
  'unbound/diagnostics/stats': whileRunning(machine => machine.running.measured.resolver?.statistics ?? resolverStatistics(machine)),
  'unbound/diagnostics/dumpcache': whileRunning(machine => machine.running.measured.resolver?.cache ?? cache(machine)),
  'unbound/diagnostics/dumpinfra': whileRunning(machine => machine.running.measured.resolver?.upstreams ?? upstreams(machine)),
  'unbound/diagnostics/listlocaldata': whileRunning(machine => machine.running.measured.resolver?.records ??
    localRecords(servedConfiguration(machine)).map(({ name, ttl, type, value }) => ({ name, ttl, type: 'IN', rrtype: type, value })),
  ),
  'unbound/diagnostics/listlocalzones': whileRunning(machine => machine.running.measured.resolver?.zones ?? localZones(servedConfiguration(machine)).map(zone => ({ ...zone }))),
  'unbound/diagnostics/listinsecure': whileRunning(machine => machine.running.measured.resolver?.insecureDomains ?? insecureDomains(machine)),
  'unbound/diagnostics/test_blocklist': (call, machine) => ({ json: testBlocklist(call, machine) }),
};

function whileRunning(data: (machine: Machine) => unknown): Action {
  return (_call, machine) => ({ json: resolverRuns(machine) ? { status: 'ok', data: data(machine) } : { status: 'failed' } });
}

/** What was answered from outside within the time that it may be kept. */
function cache(machine: Machine): Row[] {
  const now = machine.now();
  const asked = new Map<string, DnsQuery>();
  for (const query of queriesBetween(machine, Math.max(resolverStarted(machine), now - CACHE_MS), now)) if (query.source === 'Recursion') asked.set(query.domain, query);
  return [...asked.values()].flatMap(({ domain, time }) => {
    const ttl = String(Math.floor((time + CACHE_MS - now) / 1000));
    return recordsOf(machine, domain).map(({ type, value }) => ({ host: `${domain}.`, ttl, type: 'IN', rrtype: type, value }));
  });
}

/** The servers that the resolver asks: those that are configured, or one that stands for the root servers. */
function upstreams(machine: Machine): Row[] {
  const settings = servedConfiguration(machine).find('OPNsense/unboundplus');
  const forwards = (settings?.children.find(node => node.name === 'dots')?.children ?? []).filter(node => !isEmpty(childText(node, 'enabled')));
  const servers = forwards.map(node => [`${childText(node, 'server')}${portSuffix(childText(node, 'port'))}`, `${childText(node, 'domain')}.`] as const);
  const asked = servers.length > 0 ? servers : [['192.0.2.53', '.'] as const];
  return asked.map(([ip, host]) => ({
    ip, host, ttl: '611', ping: '11', var: '22', rtt: '99', rto: '99', tA: '0', tAAAA: '0', tother: '0', ednsknown: '1', edns: '0', delay: '0',
  }));
}

function portSuffix(port: string): string {
  return port === '' || port === '53' ? '' : `@${port}`;
}

/** Without one the command prints an empty line, and that is an entry. */
function insecureDomains(machine: Machine): string[] {
  const domains = servedConfiguration(machine).text('OPNsense/unboundplus/advanced/insecuredomain').split(',');
  return domains.map(domain => (domain === '' ? '' : `${domain.replace(/\.$/, '')}.`));
}

/** Works while the resolver is down, too. */
function testBlocklist({ method, body }: ApiCall, machine: Machine): unknown {
  if (method !== 'POST' || body['domain'] === undefined) return { status: 'error' };
  const client = body['src'] === undefined ? '127.0.0.1' : toText(body['src']);
  const block = blockOf(policiesOf(builtBlocklists(machine)), client, toText(body['domain']));
  return block === undefined ? { status: 'OK', action: 'Pass' } : { status: 'OK', action: 'Block', policy: policyAnswer(block, machine) };
}

function policyAnswer({ policy, list }: Block, machine: Machine): Row {
  const { label, category } = blocklistType(list, machine);
  const networks = policy.networks.map(network => (network.includes('/') ? network : `${network}/${network.includes(':') ? '128' : '32'}`));
  const named = machine.release !== '25.7';
  return {
    source_nets: networks, address: policy.address, rcode: policy.isNxdomain ? 3 : 0, description: policy.description, id: policy.id,
    passlist: policy.passes.join('|'), prio: size(policy), hidx: 0, bl: named ? label : list, ...(named && category !== undefined ? { category } : {}),
  };
}
