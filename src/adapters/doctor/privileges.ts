import { type DescribedTool } from '../../core';
import { type EndpointRequest, type Finding, type FirewallApi, OpnError, type ReadEndpoint, type Release } from '../../ports';
import { endpointOf, opens, privilegesIn } from '../catalogue';
import { actionOf, addressOf, isIn, leastPrivileges, type NeededPrivilege } from '../privileges';
import { failed, ok, skipped, warning } from './findings';

/** What was asked to find out whether a privilege is there. */
interface Answer {
  readonly privilege: NeededPrivilege;
  readonly outcome: 'granted' | 'missing' | 'not asked' | { readonly needsPackage: string };
}

/** One finding a toolset about the privileges that its tools need, found out by harmless reads, and one about plugins that are not installed. */
export async function examinePrivileges(tools: readonly DescribedTool[], firewall: Pick<FirewallApi, 'read'>, release: Release, signal: AbortSignal | undefined): Promise<readonly Finding[]> {
  const toolsets = [...new Set(tools.map(({ domain }) => domain))];
  const asked = new Map<string, Promise<Answer['outcome']>>();
  const probes = probesOf(tools, release);
  const answers = await Promise.all(toolsets.map(async toolset => {
    const own = tools.filter(({ domain }) => domain === toolset);
    const { privileges, onlyAllPages } = leastPrivileges(own, release);
    const needed = privileges.filter(({ purposes }) => purposes.some(purpose => purpose !== 'release'));
    const given = await Promise.all(needed.map(async (privilege): Promise<Answer> => {
      const outcome = asked.get(privilege.id) ?? ask(privilege, probes, firewall, signal);
      asked.set(privilege.id, outcome);
      return { privilege, outcome: await outcome };
    }));
    return { given, finding: ofToolset(toolset, given, onlyAllPages.length === 0 ? '' : ` Only 'All pages' grants ${onlyAllPages.map(actionOf).join(', ')} on ${release}; the tools do without.`) };
  }));
  return [...answers.map(({ finding }) => finding), ofPackages(answers.flatMap(({ given }) => given))];
}

/** A harmless read, and the privileges that open it. */
interface Probe {
  readonly endpoint: ReadEndpoint;
  readonly openers: readonly string[];
}

/** Asks what the privilege opens, and if possible only it. */
async function ask({ id }: NeededPrivilege, probes: readonly Probe[], firewall: Pick<FirewallApi, 'read'>, signal: AbortSignal | undefined): Promise<Answer['outcome']> {
  const endpoint = probes.find(({ openers }) => openers.includes(id))?.endpoint;
  if (endpoint === undefined) return 'not asked';
  try {
    await firewall.read(endpoint, requestOf(endpoint), signal === undefined ? {} : { signal });
    return 'granted';
  } catch (problem) {
    if (!(problem instanceof OpnError) || problem.code === 'OPN_CANCELLED') throw problem;
    if (problem.code === 'OPN_FORBIDDEN') return 'missing';
    if ((problem.code === 'OPN_NEEDS_PLUGIN' || problem.code === 'OPN_NO_ENDPOINT') && endpoint.package !== undefined) return { needsPackage: endpoint.package };
    // It answered otherwise than by a refusal: the privilege is not what is missing.
    return 'granted';
  }
}

/** The harmless reads of the tools, those first that few privileges open. */
function probesOf(tools: readonly DescribedTool[], release: Release): Probe[] {
  const privileges = [...privilegesIn(release).values()].filter(({ patterns }) => !patterns.includes('*'));
  const openersOf = (address: string): readonly string[] => privileges.filter(({ patterns }) => patterns.some(pattern => opens(pattern, address))).map(({ id }) => id);
  const endpoints = new Set(tools.flatMap(({ facts }) => facts.uses));
  return [...endpoints]
    .filter((endpoint): endpoint is ReadEndpoint => endpoint.kind === 'read' && isHarmless(endpoint) && isIn(endpoint, release))
    .map(endpoint => ({ endpoint, openers: openersOf(addressOf(endpoint, release)) }))
    .sort((a, b) => a.openers.length - b.openers.length || Number(a.endpoint.slow ?? false) - Number(b.endpoint.slow ?? false));
}

/** Asked without knowing anything, and twice without harm. */
function isHarmless({ path, method, answer, once, within }: ReadEndpoint): boolean {
  const known = KNOWN_ARGUMENTS[path] !== undefined || within !== undefined || (endpointOf(path)?.required ?? 0) === 0;
  return known && once !== true && (method === 'GET' || answer === 'search');
}

const KNOWN_ARGUMENTS: Readonly<Record<string, readonly string[]>> = { 'core/backup/backups': ['this'], 'core/backup/download': ['this'] };

function requestOf({ path, answer, within }: ReadEndpoint): EndpointRequest {
  const given = KNOWN_ARGUMENTS[path] ?? within;
  return { ...(given === undefined ? {} : { path: given }), ...(answer === 'search' ? { body: { current: 1, rowCount: 1, searchPhrase: '' } } : {}) };
}

function ofToolset(toolset: string, answers: readonly Answer[], remark: string): Finding {
  const link = `privileges: ${toolset}`;
  const missing = answers.filter(({ outcome }) => outcome === 'missing').map(({ privilege }) => privilege);
  const granted = answers.filter(({ outcome }) => outcome === 'granted').length;
  const unasked = answers.filter(({ outcome }) => outcome === 'not asked').map(({ privilege }) => privilege.name);
  const also = `${unasked.length === 0 ? '' : ` Not found out: ${unasked.join(', ')}.`}${remark}`;
  if (answers.length === 0) return skipped(link, 'Its tools need none.');
  if (missing.length === 0) {
    const ofPlugins = answers.length - granted - unasked.length;
    return ok(link, `${String(granted)} of ${String(answers.length)} needed privileges are there${ofPlugins === 0 ? '' : `; ${String(ofPlugins)} belong to plugins that are not installed`}.${also}`);
  }
  const tools = [...new Set(missing.flatMap(each => each.tools))];
  const what = `Missing: ${missing.map(({ name }) => `'${name}'`).join(', ')}.`;
  const fix = `Tick ${missing.length === 1 ? 'it' : 'them'} for the API user under System > Access > Users (or Groups), or do without.`;
  if (tools.length === 0) return warning(link, `${what} Changes are undone less exactly.${also}`, fix);
  return (granted === 0 ? failed : warning)(link, `${what} Needed by ${tools.join(', ')}.${also}`, fix);
}

function ofPackages(answers: readonly Answer[]): Finding {
  const missing = new Map<string, Set<string>>();
  for (const { privilege, outcome } of answers) {
    if (typeof outcome === 'object') missing.set(outcome.needsPackage, new Set([...(missing.get(outcome.needsPackage) ?? []), ...privilege.tools]));
  }
  if (missing.size === 0) return ok('plugins', 'Every OPNsense plugin that the tools need is installed.');
  const list = [...missing].map(([name, tools]) => `${name} (${[...tools].join(', ')})`).join('; ');
  return skipped('plugins', `Not installed, and needed only by these tools: ${list}. Install them under System > Firmware > Plugins if they are wanted.`);
}
