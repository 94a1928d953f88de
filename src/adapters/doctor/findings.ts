import { type Finding, OpnError } from '../../ports';

/** All is well. */
export const ok = (link: string, says: string): Finding => ({ link, status: 'ok', says });
/** It works, but something wants attention. */
export const warning = (link: string, says: string, fix: string): Finding => ({ link, status: 'warning', says, fix });
/** It does not work. */
export const failed = (link: string, says: string, fix: string): Finding => ({ link, status: 'failed', says, fix });
/** It was not looked at. */
export const skipped = (link: string, says: string): Finding => ({ link, status: 'skipped', says });

/** An error as a finding; one that is none of ours goes on, and so does the caller's calling off. */
export function fromError(link: string, problem: unknown, status: 'failed' | 'warning' = 'failed'): Finding {
  if (!(problem instanceof OpnError) || problem.code === 'OPN_CANCELLED') throw problem;
  return { link, status, says: `${problem.code}: ${problem.message}`, fix: problem.hint ?? 'See the log of this server (OPNSENSE_LOG_LEVEL=debug).' };
}

/** 0 when all is well, 1 with warnings, 2 when something does not work. */
export function severityOf(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ status }) => status === 'failed')) return 2;
  return findings.some(({ status }) => status === 'warning') ? 1 : 0;
}

const MARKS: Readonly<Record<Finding['status'], string>> = { ok: '✓', warning: '!', failed: '✗', skipped: '–' };

/** The findings as lines for a person, each problem with its fix below it. */
export function formatFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ link }) => link.length));
  return findings.map(({ link, status, says, fix }) => `${MARKS[status]} ${link.padEnd(width)}  ${says}\n${fix === undefined ? '' : `${' '.repeat(width + 4)}→ ${fix}\n`}`).join('');
}
