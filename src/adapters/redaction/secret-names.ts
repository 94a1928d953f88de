import fields from './secret-fields.json';
import legacy from './legacy-secrets.json';
import patterns from './name-patterns.json';

/** How sure it is that a field holds a secret: known from the catalogue, said by its name, or not at all. */
export type Suspicion = 'known' | 'likely' | 'none';

const SOUNDS_SECRET = new RegExp(patterns.secret.join('|'));
const SOUNDS_PUBLIC = new RegExp(patterns.public.join('|'));

const NAMES = new Set<string>(fields.names);
const SECRET_PATHS = paths(fields.secret, Object.keys(legacy.secret));
const PUBLIC_PATHS = paths(fields.public, Object.keys(legacy.public));
// answers of the API begin below the root, so the last two names have to do
const SECRET_TAILS = tails(SECRET_PATHS);
const PUBLIC_TAILS = tails(PUBLIC_PATHS);

interface Paths {
  readonly exact: ReadonlySet<string>;
  /** Paths with `*` for one element of any name, by their last name. */
  readonly wild: ReadonlyMap<string, readonly string[][]>;
}

function paths(byMount: Readonly<Record<string, readonly string[]>>, legacyPaths: readonly string[]): Paths {
  const exact = new Set<string>();
  const wild = new Map<string, string[][]>();
  for (const [mount, list] of Object.entries(byMount)) {
    for (const field of list) exact.add([mount, ...field.split('.')].filter(part => part !== '').join('/'));
  }
  for (const path of legacyPaths) {
    const parts = path.split('/');
    const last = parts[parts.length - 1] ?? '';
    if (parts.includes('*')) wild.set(last, [...(wild.get(last) ?? []), parts]);
    else exact.add(path);
  }
  return { exact, wild };
}

function tails({ exact }: Paths): ReadonlySet<string> {
  return new Set([...exact].map(path => tail(path.split('/'))));
}

function tail(path: readonly string[]): string {
  return path.slice(-2).join('/');
}

function includes(known: Paths, path: readonly string[]): boolean {
  if (known.exact.has(path.join('/'))) return true;
  const candidates = known.wild.get(path[path.length - 1] ?? '') ?? [];
  return candidates.some(parts => parts.length === path.length && parts.every((part, index) => part === '*' || part === path[index]));
}

/** True when a field name alone suggests a secret, in any spelling (`bind_pw`, `bindPw`, `%bind-pw`). */
export function soundsSecret(name: string): boolean {
  const whole = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const uncounted = whole.replace(/\d+$/, '');
  return (SOUNDS_SECRET.test(uncounted) || SOUNDS_SECRET.test(whole)) && !SOUNDS_PUBLIC.test(uncounted);
}

const byPath = new Map<string, Suspicion>();

/** Judges a field by its path in lower case, from the configuration's root or only its last names; `%` and `@` are stripped. */
export function suspicion(path: readonly string[]): Suspicion {
  const joined = path.join('/');
  let verdict = byPath.get(joined);
  if (verdict === undefined) {
    verdict = judge(path.map(part => part.replace(/^[%@]/, '')));
    if (byPath.size < 20_000 && joined.length < 200) byPath.set(joined, verdict);
  }
  return verdict;
}

function judge(path: readonly string[]): Suspicion {
  const name = path[path.length - 1];
  if (name === undefined) return 'none';
  if (includes(SECRET_PATHS, path)) return 'known';
  if (includes(PUBLIC_PATHS, path) || PUBLIC_TAILS.has(tail(path))) return 'none';
  if (NAMES.has(name) || SECRET_TAILS.has(tail(path))) return 'known';
  return soundsSecret(name) ? 'likely' : 'none';
}
