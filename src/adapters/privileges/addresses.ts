import { type DescribedTool } from '../../core';
import { changes, compareReleases, type EndpointFacts, type Release } from '../../ports';
import { endpointOf } from '../catalogue';
import { inCamelCase, VERSION_ENDPOINTS } from '../opnsense-api';
import { endpointsToUndo } from '../savepoints';

/** What an address is asked for: by a tool, to undo what a tool changed, or to learn the firewall's release. */
export type Purpose = 'tool' | 'undo' | 'release';

/** Something that is asked of the firewall; one of its addresses is enough. */
export interface Need {
  readonly purpose: Purpose;
  /** As OPNsense compares them with privileges: `/api/module/controller/action`, spelt as it is sent, path arguments as `x`. */
  readonly addresses: readonly string[];
  /** The tools that ask for it. */
  readonly tools: readonly string[];
}

/** What is needed, as an operator reads it: `module/controller/action`. */
export const actionOf = ({ addresses: [address = ''] }: Need): string => address.replace(/^\/api\//, '');

/** Everything that the tools ask of a firewall of that release, and the server for them. */
export function needsOf(tools: readonly DescribedTool[], release: Release): Need[] {
  const needs = new Map<string, Need & { readonly tools: string[] }>();
  const add = (purpose: Purpose, endpoint: EndpointFacts, tool: string): void => {
    if (!isIn(endpoint, release)) return;
    const address = addressOf(endpoint, release);
    const need = needs.get(`${purpose} ${address}`) ?? { purpose, addresses: [address], tools: [] };
    if (!need.tools.includes(tool)) need.tools.push(tool);
    needs.set(`${purpose} ${address}`, need);
  };
  for (const { facts } of tools) {
    for (const endpoint of facts.uses) if (!isStandIn(endpoint, facts.uses, release)) add('tool', endpoint, facts.name);
    if (changes(facts.effect)) for (const endpoint of endpointsToUndo(facts.uses)) add('undo', endpoint, facts.name);
  }
  return [...needs.values(), { purpose: 'release', addresses: VERSION_ENDPOINTS.map(endpoint => addressOf(endpoint, release)), tools: [] }];
}

/** True for an endpoint that is asked only where another of the same tool may not be. */
const isStandIn = ({ insteadOf }: EndpointFacts, uses: readonly EndpointFacts[], release: Release): boolean => insteadOf !== undefined && uses.some(each => each.path === insteadOf && isIn(each, release));

/** True when a release has the endpoint. */
export function isIn({ since, until }: EndpointFacts, release: Release): boolean {
  return (since === undefined || compareReleases(release, since) >= 0) && (until === undefined || compareReleases(release, until) <= 0);
}

/** The address of an endpoint as it is sent to a firewall of that release. */
export function addressOf(endpoint: EndpointFacts, release: Release): string {
  const { path, camelUntil, within } = endpoint;
  const sent = camelUntil !== undefined && compareReleases(release, camelUntil) <= 0 ? inCamelCase(path) : path;
  const given = within ?? Array<string>(endpointOf(path)?.required ?? 0).fill('x');
  return ['/api', sent, ...given].join('/');
}
