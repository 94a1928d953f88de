import { readFile } from 'node:fs/promises';
import { type Acceptance, type AcceptedFindings, OpnError } from '../../ports';

const VARIABLE = 'OPNSENSE_ACCEPTED_FINDINGS';
const LARGEST = 1024 * 1024;
const FIELDS = ['id', 'reason', 'until'];

/** For an operator who has accepted nothing. */
export const nothingAccepted: AcceptedFindings = { list: async () => [] };

/** The operator's JSON file of accepted findings, read anew for every audit: a list of `{ "id", "reason", "until"? }`. */
export class AcceptanceFile implements AcceptedFindings {
  constructor(private readonly file: string) {}

  async list(): Promise<readonly Acceptance[]> {
    return acceptancesOf(parsed(await this.text()));
  }

  private async text(): Promise<string> {
    try {
      return await readFile(this.file, 'utf8');
    } catch (problem) {
      throw bad(`cannot be read (${(problem as NodeJS.ErrnoException).code ?? 'unknown'})`);
    }
  }
}

function parsed(text: string): unknown {
  if (text.length > LARGEST) throw bad('is larger than 1 MB');
  try {
    // Some editors put a byte order mark first.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw bad('is not JSON');
  }
}

function acceptancesOf(list: unknown): readonly Acceptance[] {
  if (!Array.isArray(list)) throw bad('is not a list');
  const problems = list.flatMap((entry: unknown, index) => {
    const problem = problemOf(entry);
    return problem === undefined ? [] : [`entry ${String(index + 1)} ${problem}`];
  });
  if (problems.length > 0) throw bad(`has ${problems.length === 1 ? 'a bad entry' : 'bad entries'}: ${problems.slice(0, 10).join('; ')}`);
  return list as readonly Acceptance[];
}

function problemOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return 'is not an object';
  const { id, reason, until } = entry as Readonly<Record<string, unknown>>;
  const stranger = Object.keys(entry).find(name => !FIELDS.includes(name));
  if (stranger !== undefined) return `has the unknown field ${JSON.stringify(stranger.slice(0, 40))}`;
  if (typeof id !== 'string' || !/^[a-z]+\.[a-z0-9-]+(?:#[0-9a-f]{16}(?:-\d+)?)?$/.test(id)) return 'has no `id` of a check or finding';
  if (typeof reason !== 'string' || reason.trim() === '') return 'has no `reason`';
  if (until !== undefined && !isDay(until)) return 'has an `until` that is no date like 2027-01-31';
  return undefined;
}

function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value);
}

function bad(what: string): OpnError {
  return new OpnError('OPN_CONFIG', `The file that ${VARIABLE} names ${what}.`, 'It is a JSON list: [{ "id": "gateways.unmonitored", "reason": "why it is accepted", "until": "2027-01-31" }]; `until` may be left out. Nothing was audited.');
}
