import { type Office, fixedHosts, officesOf } from './offices';
import { type SampleRule } from './rules';
import { type SampleKit } from './sample-kit';

/** An alias that stands for hosts or ports of generated rules. */
export interface SampleAlias {
  readonly name: string;
  readonly type: 'host' | 'port';
  readonly content: readonly string[];
  readonly description: string;
}

const RULES_PER_ALIAS = 20;
const DEPARTMENTS = ['Sales', 'Purchasing', 'Research', 'Production', 'Support', 'Finance', 'Legal', 'Logistics'];
const COLORS = ['5cb85c', '337ab7', '8e44ad', 'd35400', '16a085', '2c3e50', 'c0392b', '7f8c8d'];
const PORTS: readonly SampleAlias[] = [
  { name: 'mail_ports', type: 'port', content: ['25', '465', '587', '993'], description: 'Mail' },
  { name: 'file_ports', type: 'port', content: ['445', '2049'], description: 'File services' },
  { name: 'database_ports', type: 'port', content: ['3306', '5432'], description: 'Databases' },
];

/** Categories of a larger network's rules; none for a small one. */
export function manyCategories(extra: number): { readonly name: string; readonly color: string }[] {
  return extra === 0 ? [] : DEPARTMENTS.map((name, index) => ({ name, color: COLORS[index] ?? '000000' }));
}

/** Aliases of a larger network's rules; none for a small one. */
export function manyAliases(kit: SampleKit, extra: number): SampleAlias[] {
  if (extra === 0) return [];
  const offices = officesOf(kit);
  const servers = Array.from({ length: Math.ceil(extra / RULES_PER_ALIAS) }, (_, index): SampleAlias => {
    const name = aliasName(index);
    const random = kit.choices(`alias ${name}`);
    const office = offices[random.below(Math.max(1, offices.length))];
    const content = Array.from({ length: 1 + random.below(4) }, () => `${netOf(office)}${String(10 + random.below(office === undefined ? 90 : Math.max(1, office.fixed)))}`);
    return { name, type: 'host', content: [...new Set(content)], description: `Servers of ${DEPARTMENTS[index % DEPARTMENTS.length] ?? ''}` };
  });
  return [...PORTS, ...servers];
}

/** So many rules of a larger network. */
export function manyRules(kit: SampleKit, extra: number): SampleRule[] {
  const random = kit.choices('rules');
  const sources = ['lan', 'opt1', 'opt2', 'opt4', ...officesOf(kit).map(({ key }) => key)];
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;
  return Array.from({ length: extra }, (_, index): SampleRule => {
    const on = pick(sources);
    const category = DEPARTMENTS[Math.floor(index / RULES_PER_ALIAS) % DEPARTMENTS.length] ?? '';
    const proto = pick(['TCP', 'TCP', 'TCP', 'UDP', 'ICMP', 'any']);
    const hasPorts = proto === 'TCP' || proto === 'UDP';
    return {
      name: `${category} ${String(index + 1).padStart(5, '0')}`,
      action: pick(['pass', 'pass', 'pass', 'pass', 'block', 'reject'] as const),
      on: random.below(25) === 0 ? `${on},wan` : on,
      ...(proto === 'any' ? {} : { proto }),
      from: pick([on, on, 'any', 'private_networks']),
      to: pick([aliasName(Math.floor(index / RULES_PER_ALIAS)), 'any', 'servers', '(self)', `198.51.100.${String(random.below(256))}`, '203.0.113.0/24']),
      ...(hasPorts ? { port: pick(['web_ports', 'mail_ports', 'file_ports', 'database_ports', String(1024 + random.below(40_000)), '8000-8099']) } : {}),
      ...(random.below(12) === 0 ? { disabled: true } : {}),
      ...(random.below(4) === 0 ? { log: true } : {}),
      category,
    };
  });
}

function aliasName(index: number): string {
  return `servers_${String(index + 1).padStart(4, '0')}`;
}

function netOf(office: Office | undefined): string {
  const [first] = office === undefined ? [] : fixedHosts(office);
  return first === undefined ? '192.168.1.' : first.ipv4.replace(/\d+$/, '');
}
