import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { type CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { type Class, pluginFacts, type ToolFacts, toolFacts } from '../../core';
import { changes, compareReleases, type ErrorCode, RELEASES, type Release } from '../../ports';
import { VERSION_ENDPOINTS } from '../opnsense-api';
import { SAVEPOINT_ENDPOINTS } from '../savepoints';
import { testRunner } from './test-runner';
import { startTestServer, type TestServer, type TestServerOptions } from './test-server';
import { checkSnapshot } from './tool-snapshot';
import { checkWireLog, checkWireLogCases } from './wire-log';

/** What works and refusals share. */
interface ToolCase extends Pick<TestServerOptions, 'writes' | 'secrets' | 'answer' | 'user' | 'options' | 'accepted' | 'secretFiles' | 'fake' | 'between'> {
  readonly args?: Readonly<Record<string, unknown>> | ((kit: TestServer) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>);
  /** The releases to run it on: all that have the tool unless said otherwise. */
  readonly releases?: readonly Release[];
  /** Prepares the firewall. */
  readonly given?: (kit: TestServer) => void | Promise<void>;
}

/** A call that must succeed, and what must hold afterwards. */
export interface Works extends ToolCase {
  readonly says: string;
  // A test looks at results as a client does: without their types.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly then: (result: any, kit: TestServer) => void | Promise<void>;
}

/** A call that must be refused with that code and change nothing. */
export interface Refuses extends ToolCase {
  readonly says?: string;
  readonly code: ErrorCode;
  /** What the error text must say. */
  readonly text?: RegExp;
}

/** Both sides of a tool; a test with only one of them is refused. */
export interface ToolCases {
  readonly works: readonly Works[];
  readonly refuses: readonly Refuses[];
  /** True for a tool that tries what other tools ask, and so asks more than it lists in `uses`. */
  readonly asksForOthers?: true;
  /** Folder of the snapshots; `test/__toolsnaps__` unless said otherwise. */
  readonly snapshots?: string;
}

/**
 * Tests a tool through a whole server in memory, on every release that has it: its committed snapshot, results that fit the output schema
 * (the MCP client checks that), the requests that its wire log shows, refusals that change nothing.
 * Runs under a runner with the globals `describe` and `it`, otherwise under node:test.
 */
export function toolTest(name: string, plugin: Class, cases: ToolCases): void {
  const { describe, it } = testRunner();
  const facts = pluginFacts(plugin)?.tools.map(toolFacts).find(each => each?.name === name);
  if (facts === undefined) throw new Error(`${plugin.name} declares no tool ${name}`);
  for (const side of ['works', 'refuses'] as const) {
    if (cases[side].length === 0) throw new Error(`${name}: a test needs both sides, but has nothing that ${side}`);
  }
  const releases = RELEASES.filter(release => compareReleases(release, facts.since ?? RELEASES[0]) >= 0);

  describe(name, () => {
    it('is listed as its snapshot says', async () => {
      await withServer(plugin, '26.7', {}, async kit => {
        const { tools } = await kit.client.listTools();
        checkSnapshot(name, tools.find(tool => tool.name === name), cases.snapshots);
      });
    });

    for (const each of cases.works) {
      for (const release of each.releases ?? releases) {
        it(`works on ${release}: ${each.says}`, () =>
          withServer(plugin, release, each, async kit => {
            const { result, saves } = await run(name, each, kit);
            ok(result.isError !== true, textOf(result));
            deepStrictEqual(JSON.parse(textOf(result)), result.structuredContent, 'text and structured content differ');
            deepStrictEqual(cases.asksForOthers === true ? [] : undeclared(facts, kit.requests), [], 'it called endpoints that it does not list in `uses`');
            if (facts.effect === 'read' || facts.effect === 'probe') strictEqual(kit.firewall.history.list().length, saves, 'a tool that only looks saved something');
            const own = ownResult(facts, result, kit);
            checkWireLog(name, each.says, release, kit.requests, cases.snapshots);
            await each.then(own, kit);
          }));
      }
    }

    it('has a wire log of these cases', async () => {
      checkWireLogCases(name, cases.works.map(({ says }) => says), cases.snapshots);
    });

    for (const each of cases.refuses) {
      for (const release of each.releases ?? releases) {
        it(`refuses on ${release}: ${each.says ?? `${JSON.stringify(each.args ?? {})} with ${each.code}`}`, () =>
          withServer(plugin, release, each, async kit => {
            const { result, before } = await run(name, each, kit);
            ok(result.isError === true, `it was accepted: ${textOf(result)}`);
            match(textOf(result), new RegExp(`^${each.code}: `));
            if (each.text !== undefined) match(textOf(result), each.text);
            strictEqual(content(kit), before, 'a refusal changed the firewall');
          }));
      }
    }
  });
}

/** The tool's own result and requests: how its change stands, and what that cost, is the same for every tool. */
function ownResult({ effect, uses }: ToolFacts, { structuredContent }: CallToolResult, kit: TestServer): unknown {
  if (!changes(effect)) return structuredContent;
  const { change: _change, ...own } = structuredContent ?? {};
  const looks = SAVEPOINT_ENDPOINTS.filter(({ kind, path }) => kind === 'read' && !uses.some(each => each.path === path)).map(({ path }) => path);
  kit.requests.splice(0, kit.requests.length, ...kit.requests.filter(line => !looks.some(path => line.includes(` ${path}`))));
  return own;
}

/** Runs the body on a server that `given` has prepared, and closes it whatever happens. */
async function withServer(plugin: Class, release: Release, { given, ...options }: ToolCase, body: (kit: TestServer) => Promise<void>): Promise<void> {
  const kit = await startTestServer({ ...options, plugins: [plugin], release });
  try {
    await given?.(kit);
    kit.requests.length = 0;
    await body(kit);
  } finally {
    await kit.close();
  }
}

/** Calls the tool; what the arguments need is made first, and counts as given. */
async function run(name: string, { args = {} }: ToolCase, kit: TestServer): Promise<{ readonly result: CallToolResult; readonly saves: number; readonly before: string }> {
  const given = typeof args === 'function' ? await args(kit) : args;
  kit.requests.length = 0;
  const saves = kit.firewall.history.list().length;
  const before = content(kit);
  return { result: await kit.call(name, given), saves, before };
}

function textOf({ content: [first] }: CallToolResult): string {
  return first?.type === 'text' ? first.text : JSON.stringify(first);
}

/** The requests of endpoints that the tool does not name, apart from those that tell the firewall's version. */
function undeclared({ uses }: ToolFacts, requests: readonly string[]): string[] {
  const route = (path: string): string => path.split(/[/?]/, 3).join('/').replaceAll('_', '').toLowerCase();
  const known = new Set([...uses, ...VERSION_ENDPOINTS, ...SAVEPOINT_ENDPOINTS].map(({ path }) => route(path)));
  return requests.filter(line => !known.has(route(line.slice(line.indexOf(' ') + 1))));
}

/** The saved configuration without the note of who saved it last. */
function content(kit: TestServer): string {
  return kit.firewall.document.toXml().replace(/<revision>[\s\S]*?<\/revision>/, '').replace(/ persisted_at="[^"]*"/g, '');
}
