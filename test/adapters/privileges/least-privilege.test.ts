// Takes long.
import { type CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { grant } from '../../grant';
import { openersOf } from '../../../src/adapters/catalogue';
import { Credentials, OpnsenseApi } from '../../../src/adapters/opnsense-api';
import { type LeastPrivileges, leastPrivileges } from '../../../src/adapters/privileges';
import { readHistory } from '../../../src/adapters/savepoints/configuration-history';
import { FAKE_KEYS, startTestServer } from '../../../src/adapters/testkit';
import { pluginFacts, type DescribedTool, type ToolRegistry } from '../../../src/core';
import { compareReleases, RELEASES, type Release } from '../../../src/ports';
import { builtInTools } from '../../built-in';
import { callsOfTools, type ToolCall } from './tool-cases';

const calls = callsOfTools();
const DOMAINS = [...new Set([...calls.values()].flatMap(([call]) => pluginFacts(call?.plugin)?.id ?? []))];
const USER = 'auditor';

let registry: ToolRegistry;
beforeAll(async () => {
  registry = await builtInTools();
});

const looksOnly = ({ facts }: DescribedTool): boolean => facts.effect === 'read' || facts.effect === 'probe';
const toolsOf = (domain: string, readOnly: boolean): readonly DescribedTool[] => registry.tools().filter(tool => tool.domain === domain && (!readOnly || looksOnly(tool)));
const textOf = ({ content }: CallToolResult): string => JSON.stringify(content);
const callOf = (tool: string, release: Release): ToolCall | undefined => calls.get(tool)?.find(({ releases }) => releases?.includes(release) ?? true);
const has = ({ facts }: DescribedTool, release: Release): boolean => compareReleases(release, facts.since ?? '24.7') >= 0;

/** The call as a user with exactly these privileges makes it; what it needs is prepared by one who may do all. */
async function callWith(privileges: readonly string[], release: Release, { tool, plugin, args = {}, given, writes, fake }: ToolCall): Promise<CallToolResult> {
  const kit = await startTestServer({ plugins: [plugin], release, user: USER, ...(writes === undefined ? {} : { writes }), ...(fake === undefined ? {} : { fake }) });
  try {
    grant(kit, USER, ['page-all']);
    await given?.(kit);
    const prepared = typeof args === 'function' ? await args(kit) : args;
    grant(kit, USER, privileges);
    return await kit.call(tool, prepared);
  } finally {
    await kit.close();
  }
}

it('knows a call of every tool', () => {
  expect(registry.tools().filter(({ facts }) => !RELEASES.some(release => callOf(facts.name, release) !== undefined)).map(({ facts }) => facts.name)).toEqual([]);
});

/** It puts back settings of any toolset, and loads as much of them as the key may. */
const OF_ALL_TOOLSETS = 'opn_restore_config';

/** What a call says that was refused for want of a privilege, apart from what only All pages opens; empty when nothing was. */
async function refusalOf(call: ToolCall, release: Release, { privileges, onlyAllPages }: LeastPrivileges): Promise<string> {
  const result = await callWith(privileges.map(({ id }) => id), release, call);
  const text = onlyAllPages.flatMap(({ addresses }) => addresses).reduce((left, address) => left.replaceAll(`OPN_FORBIDDEN: The API user has no privilege for ${address.replace('/api/', '')}`, ''), textOf(result));
  return result.isError === true || text.includes('has no privilege for') ? text : '';
}

const says = (result: CallToolResult, privilege: string): boolean => textOf(result).includes(`'${privilege}'`);

describe.each(DOMAINS)('the least privileges for %s', domain => {
  it.each([
    ['24.7', false],
    ['25.1', true],
    ['25.7', false],
    ['26.1', true],
    ['26.7', false],
  ] as const)('are enough for every tool on %s (read-only: %s)', async (release, readOnly) => {
    const tools = toolsOf(domain, readOnly).filter(tool => has(tool, release));
    const least = leastPrivileges(tools, release);
    const refused: string[] = [];
    for (const { facts } of tools) {
      const call = callOf(facts.name, release);
      const text = call === undefined ? '' : await refusalOf(call, release, least);
      if (text !== '' && facts.name !== OF_ALL_TOOLSETS) refused.push(`${facts.name}: ${text}`);
    }
    expect(refused).toEqual([]);
  });

  it.each(['24.7', '26.7'] as const)('are all needed on %s: without one, a tool says which is missing', async release => {
    const least = leastPrivileges(toolsOf(domain, false).filter(tool => has(tool, release)), release);
    const unnoticed: string[] = [];
    const writers = toolsOf(domain, false).filter(tool => !looksOnly(tool) && has(tool, release)).map(({ facts }) => facts.name);
    // Where changes wait for their confirmation, they say at once how they are protected; elsewhere taking back says so.
    const isGuarded = least.privileges.some(({ id, purposes }) => id === 'page-system-status' && purposes.includes('undo'));
    const needed = least.privileges.filter(({ purposes }) => purposes.includes('tool') || (isGuarded && purposes.includes('undo')));
    for (const { id, name, tools, purposes } of needed) {
      let noticed = false;
      for (const call of (purposes.includes('tool') ? tools : writers).flatMap(tool => calls.get(tool) ?? [])) {
        noticed ||= says(await callWith(least.privileges.map(each => each.id).filter(each => each !== id), release, call), name);
        if (noticed) break;
      }
      if (!noticed) unnoticed.push(name);
    }
    expect(unnoticed).toEqual([]);
  });
});

it('asks for no privilege that nothing but a stand-in for another request would use', async () => {
  const least = (release: Release): readonly string[] => leastPrivileges(toolsOf('firewall', true).filter(tool => has(tool, release)), release).privileges.map(({ id }) => id);
  const call = callOf('opn_list_firewall_rules', '24.7');
  expect([least('24.7'), least('25.1')].map(ids => ids.includes('page-filter-api'))).toEqual([false, true]);
  expect(call === undefined ? undefined : textOf(await callWith(least('24.7'), '24.7', call))).toMatch(/\\"kind\\":\\"rule\\"/);
});

describe.each(RELEASES)('the least privileges on %s', release => {
  const api = async (privileges: readonly string[]): Promise<{ readonly api: OpnsenseApi; close(): Promise<void> }> => {
    const kit = await startTestServer({ plugins: [calls.get('opn_mcp_info')?.[0]?.plugin as never], release, user: USER });
    grant(kit, USER, privileges);
    const { key, secret } = FAKE_KEYS.find(({ user }) => user === USER) ?? { key: '', secret: '' };
    return { api: new OpnsenseApi({ wire: kit.firewall, credentials: new Credentials(key, secret), timeoutMs: 1000, openersOf }), close: kit.close };
  };

  it('let the server learn the release, and read the history that changes are undone from; without them, neither', async () => {
    const { privileges } = leastPrivileges(registry.tools().filter(({ facts }) => facts.name === 'opn_add_dns_override'), release);
    expect(privileges.filter(({ purposes }) => !purposes.includes('tool')).map(({ name, purposes }) => [name, purposes])).toEqual([
      ['Diagnostics: Configuration History', ['undo']],
      ['Lobby: Dashboard', ['release']],
    ]);
    const able = await api(privileges.map(({ id }) => id));
    const unable = await api(privileges.filter(({ purposes }) => purposes.includes('tool')).map(({ id }) => id));
    expect(await able.api.version()).toMatchObject({ release });
    expect(await unable.api.version()).toBeUndefined();
    expect(await readHistory(able.api)).not.toEqual([]);
    await expect(readHistory(unable.api)).rejects.toMatchObject({ code: 'OPN_FORBIDDEN', hint: expect.stringContaining("'Diagnostics: Configuration History'") });
    await Promise.all([able.close(), unable.close()]);
  });

  it('warn of what they grant beyond what they seem to', () => {
    const cautions = new Map(leastPrivileges(registry.tools().filter(looksOnly), release).privileges.map(({ name, cautions: each }) => [name, each.join('; ')]));
    expect(cautions.get('System: Firmware')).toMatch(/core\/firmware\/(poweroff|reboot).*never calls.*; allows changes, too$/);
    expect(cautions.get('Diagnostics: Configuration History')).toMatch(/delete_backup.*the whole configuration with every secret/);
    expect(cautions.get('Diagnostics: NDP Table')).toBe('');
  });
});
