import { createRequire } from 'node:module';

/** What the kit needs of a test runner. */
interface TestRunner {
  describe(name: string, body: () => void): void;
  it(name: string, body: () => Promise<void>): void;
}

/** The runner that has the globals `describe` and `it`; otherwise node:test. */
export function testRunner(): TestRunner {
  return 'describe' in globalThis ? (globalThis as unknown as TestRunner) : (createRequire(__filename)('node:test') as TestRunner);
}
