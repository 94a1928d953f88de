import { type Observation } from '../../../../core/audit';
import { type Interface } from '../../facts/interfaces.fact';

/** What is wrong with where a service listens: on every interface, or worse, on one that was chosen although it leads outside. */
export function listening(what: string, chosen: readonly string[], all: readonly Interface[]): Observation[] {
  if (chosen.length === 0) return [{ key: 'all', subject: 'All interfaces', says: `${what} listens on every address of the firewall.`, evidence: { interfaces: all.map(({ label }) => label) } }];
  return all
    .filter(({ name, outside }) => outside && chosen.includes(name))
    .map(({ name, label }) => ({ key: name, subject: label, says: `${what} listens there, and it leads to the internet.`, evidence: { interface: name, chosen }, severity: 'medium' as const }));
}
