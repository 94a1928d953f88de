import { actionOf } from './addresses';
import { ALLOWS_CHANGES } from './cautions';
import { type LeastPrivileges, type NeededPrivilege } from './least-privilege';

/** What the report is about. */
export interface ReportSubject {
  /** The toolsets, or `all toolsets`. */
  readonly toolsets: string;
  readonly readOnly: boolean;
  /** True when probes such as ping are among the tools: they save something on the firewall. */
  readonly probes: boolean;
}

/** The privileges as an operator ticks them, with what each is for and what to beware of. */
export function privilegeReport({ release, privileges, onlyAllPages }: LeastPrivileges, { toolsets, readOnly, probes }: ReportSubject): string {
  return [
    `OPNsense ${release}, ${toolsets}, ${readOnly ? 'only reading' : 'reading and changing'}.`,
    'Give the API user, or a group that it is in, these privileges (System: Access: Users or Groups):',
    '',
    ...privileges.map(lineOf(Math.max(...privileges.map(({ name }) => name.length)))),
    ...section('Beware: more comes with these', warningsOf(privileges)),
    ...section(`Only 'All pages' grants these on ${release}; the tools do without, and say so`, onlyAllPages.map(need => `${actionOf(need)} (${need.tools.join(', ')})`)),
    ...(readOnly ? ['', readOnlyAdvice(probes)] : []),
    '',
  ].join('\n');
}

const lineOf = (width: number) => ({ name, ...privilege }: NeededPrivilege): string => `  ${name.padEnd(width)}  ${purposeOf(privilege)}`;

function warningsOf(privileges: readonly NeededPrivilege[]): string[] {
  const changing = privileges.filter(({ cautions }) => cautions.includes(ALLOWS_CHANGES)).map(({ name }) => name);
  return [
    ...privileges.flatMap(({ name, cautions }) => cautions.filter(caution => caution !== ALLOWS_CHANGES).map(caution => `${name} ${caution}.`)),
    ...(changing.length === 0 ? [] : [`OPNsense has no privilege for reading alone; changes are allowed, too, by: ${changing.join(', ')}.`]),
  ];
}

const section = (heading: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', `${heading}:`, ...lines.map(line => `  - ${line}`)]);

const readOnlyAdvice = (probes: boolean): string =>
  probes
    ? "The privilege 'System: Deny config write' would keep this user from saving anything, but the probes (ping, traceroute, DNS lookup) need to save."
    : "Add 'System: Deny config write': with it OPNsense itself refuses every change that this user tries to save.";

const MOST_TOOLS = 4;

/** What a privilege is for, in a few words. */
export function purposeOf({ purposes, tools }: Pick<NeededPrivilege, 'purposes' | 'tools'>): string {
  const named = tools.length <= MOST_TOOLS ? tools.join(', ') : `${tools.slice(0, MOST_TOOLS - 1).join(', ')} and ${String(tools.length - MOST_TOOLS + 1)} more tools`;
  return [
    ...(purposes.includes('tool') ? [named] : []),
    ...(purposes.includes('undo') ? ['undoing changes'] : []),
    ...(purposes.includes('release') ? ["the firewall's release"] : []),
  ].join('; ');
}
