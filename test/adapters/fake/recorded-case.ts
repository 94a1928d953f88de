import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { type WireAnswer, type WireRequest } from '../../../src/adapters/opnsense-api';
import { RELEASES, type Release } from '../../../src/ports';
import { RECORDED_KEYS, recordedBase, recordedPackages } from './recorded-base';
import { runAsRecorded } from './recorded-running';

/** One recorded request with the answers of the releases; the format is described in scripts/catalogue/recordings.mjs. */
export interface RecordedStep {
  readonly id: string;
  readonly method: WireRequest['method'];
  readonly path: string;
  readonly body?: unknown;
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly auth?: string | null | { readonly header: string };
  readonly save?: Readonly<Record<string, string>>;
  readonly wait?: number;
  readonly emptyLength?: boolean;
  readonly answers: readonly RecordedAnswer[];
  readonly loose?: Readonly<Partial<Record<Release, 'order' | 'value'>>>;
}

export interface RecordedAnswer {
  readonly in: string;
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly type?: string | null;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly error?: string;
}

/** How one step went; `difference` is empty when the fake agrees. */
export interface StepResult {
  readonly id: string;
  /** Module, controller and action as they were sent. */
  readonly route: string;
  readonly untaught: boolean;
  readonly difference: string;
}

const FIXTURES = path.join(__dirname, '../../fixtures/wire');

interface Choices {
  readonly $choices: number;
  readonly $chosen: readonly string[];
  readonly $list?: boolean;
}

const shared = JSON.parse(readFileSync(path.join(FIXTURES, 'shared.json'), 'utf8')) as {
  readonly choices: readonly (readonly (readonly [string, string?, Record<string, unknown>?])[])[];
  readonly values: readonly unknown[];
};

/** Every recorded case. */
export function recordedCases(): { readonly name: string; readonly steps: readonly RecordedStep[] }[] {
  const files = readdirSync(path.join(FIXTURES, 'cases')).sort();
  return files.map(file => JSON.parse(readFileSync(path.join(FIXTURES, 'cases', file), 'utf8')) as { name: string; steps: RecordedStep[] });
}

/** Sends the steps of a case to a fake firewall of that release in the recorded state. */
export async function replay(steps: readonly RecordedStep[], release: Release): Promise<StepResult[]> {
  let time = Date.UTC(2026, 10, 23, 12);
  const firewall = new FakeFirewall({ release, document: recordedBase(release), keys: RECORDED_KEYS, packages: recordedPackages(release), clock: { now: () => time }, emptyHistory: true, client: { address: '127.0.0.1' }, downMs: 0 });
  runAsRecorded(firewall, time);
  const saved = new Map<string, string>();
  const bound = new Map<string, string>();
  const results: StepResult[] = [];
  for (const step of steps) {
    const expected = step.answers.find(answer => answer.in.includes(String(RELEASES.indexOf(release))));
    if (expected === undefined || expected.error !== undefined) continue;
    time += 50 + (step.wait ?? 0) * 1000;
    const answer = await firewall.send(requestOf(step, saved)).catch((problem: unknown): WireAnswer => ({ status: 0, headers: {}, body: String(problem) }));
    const json = parse(answer.body);
    for (const [name, where] of Object.entries(step.save ?? {})) remember(saved, name, where, json);
    const untaught = answer.status === 501;
    results.push({ id: step.id, route: routeOf(step.path), untaught, difference: untaught ? '' : compareAnswer(expected, answer, json, bound, step.loose?.[release]) });
  }
  return results;
}

function requestOf(step: RecordedStep, saved: ReadonlyMap<string, string>): WireRequest {
  const fill = (text: string): string => text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => saved.get(name) ?? `missing-${name}`);
  const body = step.raw !== undefined ? fill(step.raw) : step.body === undefined ? undefined : fill(JSON.stringify(step.body));
  const auth = step.auth === undefined ? 'rootkey:rootsecret' : step.auth;
  const authorization = auth === null ? undefined : typeof auth === 'string' ? `Basic ${Buffer.from(auth).toString('base64')}` : auth.header;
  const headers: Record<string, string | null> = { ...(authorization === undefined ? {} : { authorization }) };
  for (const [name, value] of Object.entries(step.headers ?? {})) headers[name.toLowerCase()] = value;
  if (body !== undefined) {
    headers['content-type'] ??= 'content-type' in headers ? null : 'application/json';
    headers['content-length'] ??= String(Buffer.byteLength(body));
  } else if (step.method !== 'GET' && step.emptyLength !== false) headers['content-length'] ??= '0';
  const present = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
  return { method: step.method, path: fill(step.path), headers: Object.fromEntries(present), ...(body === undefined ? {} : { body }) };
}

function routeOf(requestPath: string): string {
  return (requestPath.split('?', 1)[0] ?? '').split('/').filter(segment => segment !== '').slice(1, 4).join('/');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

function remember(saved: Map<string, string>, name: string, where: string, json: unknown): void {
  const [dotted = '', as] = where.split('|');
  const value = dotted.split('.').reduce<unknown>((each, key) => {
    if (typeof each !== 'object' || each === null) return undefined;
    if (key === '*') return Object.values(each)[0];
    return key === '@' ? Object.keys(each)[0] : (each as Record<string, unknown>)[key];
  }, json);
  if (value !== undefined) saved.set(name, as === 'rev' ? String(value).replace(/^config-|\.xml$/g, '') : String(value));
}

function compareAnswer(expected: RecordedAnswer, answer: WireAnswer, json: unknown, bound: Map<string, string>, loose: 'order' | 'value' | undefined): string {
  if (answer.status !== expected.status) return `status ${String(answer.status)} instead of ${String(expected.status)}: ${answer.body.slice(0, 200)}`;
  const type = expected.type === undefined ? 'application/json;charset=utf-8' : expected.type;
  const actualType = answer.headers['content-type']?.replace(/; /g, ';').toLowerCase() ?? null;
  if (actualType !== (type === null ? null : type.replace(/; /g, ';').toLowerCase())) return `type ${String(actualType)} instead of ${String(type)}`;
  for (const [name, value] of Object.entries(expected.headers ?? {})) if (!matchHeader(value, answer.headers[name] ?? null, bound)) return `header ${name} is ${String(answer.headers[name])} instead of ${String(value)}`;
  if (loose === 'value') return '';
  if (expected.text !== undefined) return matchText(expected.text, answer.body, bound) ? '' : `text ${answer.body.slice(0, 80)} instead of ${expected.text}`;
  return compare(expected.json, json, 'answer', bound, loose === 'order');
}

function matchHeader(expected: string | null, actual: string | null, bound: Map<string, string>): boolean {
  return expected === null || actual === null ? expected === actual : matchText(expected, actual, bound);
}

function compare(expectedValue: unknown, actual: unknown, where: string, bound: Map<string, string>, anyOrder: boolean): string {
  const expected = resolve(expectedValue);
  if (isChoices(expected)) return compareChoices(expected, actual, where, bound);
  if (typeof expected === 'string') return matchScalar(expected, actual, bound) ? '' : `${where}: ${show(actual)} instead of ${show(expected)}`;
  if (typeof expected !== 'object' || expected === null) return expected === actual ? '' : `${where}: ${show(actual)} instead of ${show(expected)}`;
  if (typeof actual !== 'object' || actual === null || Array.isArray(expected) !== Array.isArray(actual)) return `${where}: ${show(actual)} instead of ${show(expected)}`;
  if (Array.isArray(expected)) return compareLists(expected, actual as unknown[], where, bound, anyOrder);
  const fields = expected as Record<string, unknown>;
  const missing = Object.keys(fields).filter(key => key !== '…' && keyIn(actual, key, bound) === undefined);
  if (missing.length > 0) return `${where}: without ${missing.slice(0, 8).join(', ')}`;
  const known = new Set(Object.keys(fields).map(key => keyIn(actual, key, bound)));
  const extra = '…' in fields ? [] : Object.keys(actual).filter(key => !known.has(key));
  if (extra.length > 0) return `${where}: unexpected ${extra.slice(0, 8).join(', ')}`;
  for (const [key, value] of Object.entries(fields)) {
    if (key === '…') continue;
    const difference = compare(value, (actual as Record<string, unknown>)[keyIn(actual, key, bound) ?? ''], `${where}.${key}`, bound, anyOrder);
    if (difference !== '') return difference;
  }
  return '';
}

function compareLists(expected: readonly unknown[], actual: readonly unknown[], where: string, bound: Map<string, string>, anyOrder: boolean): string {
  const cut = cutOf(expected.at(-1));
  const listed = cut === undefined ? expected : expected.slice(0, -1);
  if (actual.length !== listed.length + (cut ?? 0)) return `${where}: ${String(actual.length)} entries instead of ${String(listed.length + (cut ?? 0))}`;
  const left = [...actual];
  for (const [index, each] of listed.entries()) {
    if (!anyOrder) {
      const difference = compare(each, actual[index], `${where}[${String(index)}]`, bound, false);
      if (difference !== '') return difference;
      continue;
    }
    const found = left.findIndex(candidate => compare(each, candidate, where, new Map(bound), true) === '');
    if (found < 0) return `${where}: nothing like ${show(each)}`;
    compare(each, left.splice(found, 1)[0], where, bound, true);
  }
  return '';
}

function compareChoices({ $choices, $chosen, $list }: Choices, actual: unknown, where: string, bound: Map<string, string>): string {
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual) !== ($list === true)) return `${where}: ${show(actual)} instead of choices`;
  const entries = shared.choices[$choices] ?? [];
  const expected: Record<string, unknown> = {};
  for (const [key, value, more] of entries) expected[key] = key === '…' ? '' : { value, ...more, selected: Number($chosen.includes(key)) };
  return compare($list === true ? Object.values(expected) : expected, actual, where, bound, false);
}

function resolve(value: unknown): unknown {
  const index = typeof value === 'object' && value !== null && '$value' in value ? Number(value.$value) : undefined;
  return index === undefined ? value : shared.values[index];
}

function isChoices(value: unknown): value is Choices {
  return typeof value === 'object' && value !== null && '$choices' in value;
}

function cutOf(value: unknown): number | undefined {
  // A cut list ends with nothing else; a last row that was cut itself has more keys.
  const text = typeof value === 'object' && value !== null && '…' in value && Object.keys(value).length === 1 ? String(value['…']) : undefined;
  return text === undefined ? undefined : Number.parseInt(text, 10);
}

/** The key of the actual object that an expected key, perhaps a placeholder, stands for. */
function keyIn(actual: object, key: string, bound: Map<string, string>): string | undefined {
  if (key in actual) return key;
  if (!/^<.*>$/.test(key)) return undefined;
  const known = bound.get(key);
  if (known !== undefined) return known in actual ? known : undefined;
  const taken = new Set(bound.values());
  return Object.keys(actual).find(candidate => !taken.has(candidate) && matchScalar(key, candidate, bound));
}

const PLACEHOLDERS: readonly (readonly [RegExp, string])[] = [
  [/<uuid-\d+>/, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'],
  [/<rev-\d+>/, '\\d+\\.\\d+'],
  [/<time>/, '\\d+(\\.\\d+)?'],
  [/<count>/, '\\d+'],
  [/<md5>/, '[0-9a-f]{32}'],
  [/<uniqid>/, '[0-9a-f]+\\.\\d+'],
  [/<(text|now|iso-time|api-key|hash|pem|refid|pem-base64|duid)>/, '[\\s\\S]+'],
];

function matchScalar(expected: string, actual: unknown, bound: Map<string, string>): boolean {
  if (expected === '<time#>' || expected === '<age>') return typeof actual === 'number';
  if (expected === '<count>') return /^\d+$/.test(String(actual));
  if (typeof actual !== 'string') return false;
  if (/^<(uuid|rev)-\d+>$/.test(expected)) {
    const known = bound.get(expected);
    if (known !== undefined) return known === actual;
    if (!matchText(expected, actual, bound)) return false;
    bound.set(expected, actual);
    return true;
  }
  return matchText(expected, actual, bound);
}

function matchText(expected: string, actual: string, bound: Map<string, string>): boolean {
  if (expected === actual) return true;
  if (!/<[a-z-]+\d*>/.test(expected)) return false;
  const pattern = expected.split(/(<[a-z-]+\d*>)/).map(part => {
    const known = bound.get(part);
    const placeholder = PLACEHOLDERS.find(([name]) => new RegExp(`^${name.source}$`).test(part));
    return known !== undefined ? escape(known) : placeholder === undefined ? escape(part) : placeholder[1];
  });
  return new RegExp(`^${pattern.join('')}$`).test(actual);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 160);
}

/** The JSON of a recorded answer with values that several answers share filled in; placeholders and choices stay. */
export function recordedJson(answer: RecordedAnswer): unknown {
  const fill = (value: unknown): unknown => {
    const resolved = resolve(value);
    if (Array.isArray(resolved)) return resolved.filter(each => cutOf(each) === undefined).map(fill);
    return typeof resolved === 'object' && resolved !== null ? Object.fromEntries(Object.entries(resolved).map(([key, each]) => [key, fill(each)])) : resolved;
  };
  return fill(answer.json);
}
