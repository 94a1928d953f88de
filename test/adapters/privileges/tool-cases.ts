import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type * as testkit from '../../../src/adapters/testkit';
import { type ToolCases, type Works } from '../../../src/adapters/testkit';
import { type Class } from '../../../src/core';

/** A call that must succeed, of one tool. */
export type ToolCall = Works & { readonly tool: string; readonly plugin: Class };

const PLUGINS = join(__dirname, '../../plugins');
const TESTKIT = '../../../src/adapters/testkit';

/** The calls that the tests of the tools make and that must succeed for any key with enough privileges, by tool. */
export function callsOfTools(): ReadonlyMap<string, readonly ToolCall[]> {
  const found = new Map<string, readonly ToolCall[]>();
  const toolTest = (tool: string, plugin: Class, { works }: ToolCases): void => {
    const usable = works.filter(({ user, between, secrets }) => user === undefined && between === undefined && secrets === undefined);
    found.set(tool, usable.map(each => ({ ...each, tool, plugin })));
  };
  jest.doMock(TESTKIT, () => ({ ...jest.requireActual<typeof testkit>(TESTKIT), toolTest }));
  withoutRunningTests(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the files are found, not known
    for (const file of readdirSync(PLUGINS, { recursive: true, encoding: 'utf8' }).filter(name => /[\\/].*\.test\.ts$/.test(name))) require(join(PLUGINS, file));
  });
  jest.dontMock(TESTKIT);
  return found;
}

const NAMES = ['describe', 'it', 'test', 'beforeEach', 'afterEach', 'beforeAll', 'afterAll'] as const;

/** Loads test files without their tests becoming ours. */
function withoutRunningTests(load: () => void): void {
  const globals = globalThis as unknown as Record<string, unknown>;
  const own = NAMES.map(name => [name, globals[name]] as const);
  const ignored = Object.assign(() => undefined, { each: () => () => undefined, skip: () => undefined, only: () => undefined });
  for (const name of NAMES) globals[name] = ignored;
  try {
    load();
  } finally {
    for (const [name, value] of own) globals[name] = value;
  }
}
