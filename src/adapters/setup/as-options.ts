import { type Finding, OpnError } from '../../ports';
import { type Environment, Findings } from '../environment';

/** Which option of setup says what a variable says. */
const OPTIONS: Readonly<Record<string, string>> = {
  OPNSENSE_URL: '--url',
  OPNSENSE_API_KEY_FILE: '--key-file',
  OPNSENSE_API_KEY: 'the key',
  OPNSENSE_API_SECRET: 'the secret',
  OPNSENSE_CA_FILE: '--ca-file',
  OPNSENSE_TLS_FINGERPRINT: '--pin',
  OPNSENSE_TOOLSETS: '--toolsets',
  OPNSENSE_ALLOW_WRITES: '--writes',
};

/** A message with options instead of the variables that it names. */
export const asOptions = (text: string): string => text.replace(/OPNSENSE_[A-Z_]+/g, variable => OPTIONS[variable] ?? variable);

/** Reads settings as the server does; throws OPN_CONFIG with everything that is wrong with them. */
export function checked<T>(given: Environment, read: (findings: Findings) => T | undefined): T {
  const findings = new Findings(given, asOptions);
  const value = read(findings);
  if (findings.problems.length > 0 || value === undefined) throw new OpnError('OPN_CONFIG', findings.problems.join('\n'));
  return value;
}

/** The error in the words of options. */
export function inOptions(problem: unknown): unknown {
  if (!(problem instanceof OpnError)) return problem;
  return new OpnError(problem.code, asOptions(problem.message), problem.hint === undefined ? undefined : asOptions(problem.hint));
}

/** The error that a failed finding tells of, in the words of options. */
export function errorOf({ says, fix }: Finding): OpnError {
  const [, code = 'OPN_CONFIG', what = says] = /^(OPN_[A-Z_]+): ([^]*)$/.exec(says) ?? [];
  return inOptions(new OpnError(code as OpnError['code'], what, fix)) as OpnError;
}
