import { startTestServer } from '../../src/adapters/testkit';
import { type Class } from '../../src/core';
import { type Release } from '../../src/ports';
import { withTime } from '../adapters/savepoints/savepoints-kit';
import { type Block } from './pages';

/** The release that lacks nothing. */
export const NEWEST: Release = '26.7';

/** A call as MCP sends it. */
interface WrittenCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** The call that a block shows; undefined when it shows something else. */
export function callIn({ language, text }: Block): WrittenCall | undefined {
  if (language !== 'json' || !/^\{ "name": "opn_/.test(text)) return undefined;
  return JSON.parse(text) as WrittenCall;
}

/** What came of the calls of a page. */
export interface Made {
  readonly answers: readonly (readonly [name: string, answer: Readonly<Record<string, unknown>>])[];
  /** The tools that the release lacks something for. */
  readonly lacking: ReadonlySet<string>;
}

/** Makes the calls of a page in their order on one firewall. `…` stands for what the newest answer that has the field said. Rejects when something is refused that the release does not lack. */
export async function makeCalls(blocks: readonly Block[], plugins: readonly Class[], release: Release): Promise<Made> {
  const kit = await startTestServer({ plugins, release });
  try {
    const answers: (readonly [string, Readonly<Record<string, unknown>>])[] = [];
    let known = new Map<string, unknown>();
    const lacking = new Set<string>();
    for (const block of blocks) {
      const call = callIn(block);
      if (call === undefined) continue;
      // The audit is slow, and its own test asks every release.
      if (call.name === 'opn_security_audit' && release !== NEWEST) continue;
      const blank = Object.entries(call.arguments).filter(([, value]) => value === '…').map(([field]) => field);
      if (lacking.size > 0 && blank.some(field => !known.has(field))) continue;
      const filled = { ...call.arguments, ...Object.fromEntries(blank.map(field => [field, known.get(field)])) };
      const { isError, structuredContent, content } = await withTime(kit.clock, kit.call(call.name, filled));
      if (isError === true) {
        const text = (content[0] as { readonly text: string }).text;
        if (!text.startsWith('OPN_NEEDS_RELEASE') || release === NEWEST) throw new Error(`${block.page}:${block.line} on ${release}: ${text}`);
        lacking.add(call.name);
        known = new Map();
        continue;
      }
      answers.push([call.name, structuredContent ?? {}]);
      remember(structuredContent, known);
      // What is saved within the same moment cannot be told apart.
      if (call.name === 'opn_confirm_changes') kit.clock.turn(2_000);
    }
    return { answers, lacking };
  } finally {
    await kit.close();
  }
}

/** The first of each name wins, as the newest of a list stands first. */
function remember(answer: unknown, known: Map<string, unknown>): void {
  const found = new Map<string, unknown>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [field, each] of Object.entries(value)) {
      if (typeof each === 'string' && !found.has(field)) found.set(field, each);
      look(each);
    }
  };
  look(answer);
  for (const [field, value] of found) known.set(field, value);
}
