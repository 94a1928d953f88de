import ipaddr from 'ipaddr.js';
import { child, childText, type ConfigDocument, type ConfigNode } from '../config-document';
import { isEmpty } from '../model/php';
import { Random } from '../random';

/** What is blocked for whom. Up to 25.1 there is one policy, without an id and for everybody. */
export interface BlocklistPolicy {
  readonly id: string;
  readonly description: string;
  /** Clients it is for; everybody when there are none. */
  readonly networks: readonly string[];
  readonly address: string;
  readonly isNxdomain: boolean;
  /** Expressions for names that pass. */
  readonly passes: readonly string[];
  readonly domains: readonly string[];
  /** Domains that are blocked with everything below. */
  readonly wildcards: readonly string[];
  /** Codes of lists that others publish. */
  readonly providers: readonly string[];
}

/** A policy that blocks a name, and the code of the list that has it (`Custom` for the policy's own). */
export interface Block {
  readonly policy: BlocklistPolicy;
  readonly list: string;
}

const ALWAYS_PASSES = '.*localhost$';
const ADVERTISING = ['ag', 'aa', 'el', 'sb', 'yy', 'oisd0', 'oisd1', 'hgz001', 'hgz002', 'hgz003', 'hgz004', 'hgz005', 'hgz006', 'hgz007', 'hgz008'];
const TRACKING = ['ep', 'sb', 'oisd1', 'hgz002', 'hgz003', 'hgz004', 'hgz005', 'hgz006', 'hgz007', 'hgz008'];
const MALWARE = ['atf', 'hgz005', 'hgz007', 'hgz011', 'hgz012', 'hgz013'];

/** What published lists have, as far as anybody in the sample network asks for it. */
const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  'ads.example.com': ADVERTISING, 'ads.example.net': ADVERTISING, 'metrics.example.net': TRACKING, 'telemetry.example.com': TRACKING, 'malware.example.org': MALWARE,
};

const CUSTOM = 'Custom';
const SETTINGS = 'OPNsense/unboundplus/dnsbl';

/** The policies in force in a configuration, that for the smallest networks first. */
export function policiesOf(document: ConfigDocument): BlocklistPolicy[] {
  const settings = document.find(SETTINGS);
  if (settings === undefined) return [];
  const nodes = child(settings, 'type') === undefined ? settings.children.filter(node => node.name === 'blocklist') : [settings];
  const policies = nodes.filter(node => !isEmpty(childText(node, 'enabled'))).map(policyOf);
  return policies.sort((left, right) => size(left) - size(right));
}

function policyOf(node: ConfigNode): BlocklistPolicy {
  const list = (name: string): string[] => childText(node, name).split(',').map(entry => entry.trim()).filter(entry => entry !== '');
  return {
    id: node.attributes['uuid'] ?? '', description: childText(node, 'description'), networks: list('source_nets'), address: childText(node, 'address') || '0.0.0.0',
    isNxdomain: !isEmpty(childText(node, 'nxdomain')), passes: [ALWAYS_PASSES, ...list('allowlists'), ...list('whitelists')].filter(isExpression),
    domains: list('blocklists').map(name => name.toLowerCase()), wildcards: list('wildcards').map(name => name.toLowerCase()), providers: [...list('type'), ...list('lists').map((_, index) => `custom${String(index + 1)}`)],
  };
}

/** The number of addresses that a policy is for. */
export function size({ networks }: BlocklistPolicy): number {
  return networks.length === 0 ? 2 ** 128 : Math.max(...networks.map(network => 2 ** ((network.includes(':') ? 128 : 32) - Number(network.split('/')[1] ?? (network.includes(':') ? 128 : 32)))));
}

/** Who blocks a name for a client; undefined when it passes. */
export function blockOf(policies: readonly BlocklistPolicy[], client: string, name: string): Block | undefined {
  const domain = name.replace(/\.$/, '').toLowerCase();
  for (let at = domain; at !== ''; at = at.split('.').slice(1).join('.')) {
    for (const policy of policies) {
      const list = listWith(policy, at, at === domain);
      if (list === undefined || !isFor(policy, client)) continue;
      return policy.passes.some(pass => new RegExp(`^(?:${pass})`, 'i').test(domain)) ? undefined : { policy, list };
    }
  }
  return undefined;
}

/** How many names all policies block together, published lists included. */
export function blockedNames(policies: readonly BlocklistPolicy[]): number {
  const own = new Set(policies.flatMap(({ domains, wildcards }) => [...domains, ...wildcards]));
  const published = [...new Set(policies.flatMap(({ providers }) => providers))];
  return own.size + published.reduce((sum, code) => sum + 1000 + new Random(`names on ${code}`).below(200_000), 0);
}

function listWith(policy: BlocklistPolicy, name: string, isWhole: boolean): string | undefined {
  if (policy.wildcards.includes(name) || (isWhole && policy.domains.includes(name))) return CUSTOM;
  const published = PUBLISHED[name] ?? [];
  return isWhole ? policy.providers.find(code => published.includes(code)) : undefined;
}

function isFor({ networks }: BlocklistPolicy, client: string): boolean {
  return networks.length === 0 || networks.some(network => isWithin(client, network));
}

function isWithin(client: string, network: string): boolean {
  if (!ipaddr.isValid(client)) return false;
  const address = ipaddr.parse(client);
  const [base, bits] = ipaddr.parseCIDR(network.includes('/') ? network : `${network}/${network.includes(':') ? '128' : '32'}`);
  return address.kind() === base.kind() && address.match(base, bits);
}

function isExpression(text: string): boolean {
  try {
    return new RegExp(text, 'i') instanceof RegExp;
  } catch {
    return false;
  }
}
