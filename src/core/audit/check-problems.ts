import { AREAS, SEVERITIES, type Check } from './check';
import { type Fact } from './fact';
import { FRAMEWORKS, type Reference } from './standards';

/**
 * What is wrong with a check as a plugin declares it; it may be anything. Its id starts with the plugin's, or, where `byArea`, with its area.
 */
export function checkProblems(check: unknown, plugin: string, byArea: boolean): string[] {
  if (typeof check !== 'object' || check === null) return ['it is no check'];
  const { id, area, title, question, severity, recommendation, references, needs, judge } = check as Partial<Check>;
  const starts = [plugin, ...(byArea && typeof area === 'string' ? [area] : [])];
  const problems: string[] = [];
  if (typeof id !== 'string' || !/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(id) || !starts.some(start => id.startsWith(`${start}.`))) problems.push(`its id is not ${starts.map(start => `${start}.<what>`).join(' or ')}`);
  if (!(AREAS as readonly unknown[]).includes(area)) problems.push(`'${String(area)}' is no area (${AREAS.join(', ')})`);
  if (!(SEVERITIES as readonly unknown[]).includes(severity)) problems.push(`'${String(severity)}' is no severity (${SEVERITIES.join(', ')})`);
  for (const [name, text] of Object.entries({ title, question, recommendation })) if (typeof text !== 'string' || text === '') problems.push(`it has no ${name}`);
  if (!Array.isArray(references) || !references.every(isReference)) problems.push('its references are not made with references()');
  if (typeof judge !== 'function') problems.push('it has no judge');
  if (typeof needs !== 'object' || needs === null) return [...problems, 'it does not say what it needs'];
  return [...problems, ...Object.entries(needs).flatMap(([name, fact]) => factProblems(fact).map(problem => `its fact '${name}' ${problem}`))];
}

const isReference = (value: Partial<Reference> | null): boolean => typeof value?.framework === 'string' && Object.hasOwn(FRAMEWORKS, value.framework) && typeof value.requirement === 'string';

function factProblems(fact: Partial<Fact<unknown>> | null | undefined): string[] {
  if (typeof fact?.read !== 'function' || typeof fact.name !== 'string' || fact.name === '') return ['is no fact with a name and read'];
  if (!Array.isArray(fact.uses)) return ['does not list the endpoints it uses'];
  return fact.uses.filter(endpoint => (endpoint as { readonly kind?: unknown } | null)?.kind !== 'read').map(endpoint => `uses '${String((endpoint as { readonly path?: unknown } | null)?.path)}', which is no reading endpoint`);
}
