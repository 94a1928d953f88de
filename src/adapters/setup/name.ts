import { isIP } from 'node:net';
import { FIREWALL_NAME } from '../environment';
import { OpnError } from '../../ports';
import { type StoredProfiles } from './profile';
import { type Questions } from './questions';

/** What the choice of a name looks at. */
export interface NameSubject {
  readonly questions: Questions;
  readonly profiles: StoredProfiles;
  readonly origin: string;
  /** True when a name may be given to another address. */
  readonly replace: boolean;
}

/** The name of the firewall: as told, as stored, or as a person says. Rejects with OPN_CONFIG for one that cannot be, or that is another's. */
export async function chooseName(given: string | undefined, { questions, profiles, origin, replace }: NameSubject): Promise<string> {
  const present = profiles.nameOf(origin);
  const name = given ?? present ?? (await questions.line('A name for this firewall', { option: '--name', otherwise: suggestion(origin, profiles.names) }));
  refuseName(name);
  if (present !== undefined && present !== name) throw new OpnError('OPN_CONFIG', `${origin} is there already, as ${present}.`, `Give --name=${present} to set it up anew, or take ${present} out of ${profiles.path}.`);
  const { url } = profiles.fields(name);
  if (present === name || url === undefined || replace) return name;
  if (questions.interactive && (await questions.confirm(`${name} is ${String(url)} so far. Shall it be ${origin} from now on?`, false))) return name;
  throw new OpnError('OPN_CONFIG', `${name} is another firewall: ${String(url)}.`, 'Give another --name, or --replace if it has a new address.');
}

/** Throws OPN_CONFIG for what cannot name a firewall. */
export function refuseName(name: string): void {
  if (!new RegExp(FIREWALL_NAME).test(name)) throw new OpnError('OPN_CONFIG', `A firewall cannot be called '${name.slice(0, 40).replace(/[^\w.-]/g, '?')}'.`, 'A name has lower-case letters, digits, - and _, and at most 32 of them: --name=office.');
}

/** The first part of the host's name, or `firewall`; with a number where that is taken. */
function suggestion(origin: string, taken: readonly string[]): string {
  const { hostname } = new URL(origin);
  const [label = ''] = hostname.split('.');
  const stem = isIP(hostname) === 0 && new RegExp(FIREWALL_NAME).test(label) ? label.slice(0, 28) : 'firewall';
  return [stem, ...taken.map((_name, index) => `${stem}-${String(index + 2)}`)].find(name => !taken.includes(name)) ?? stem;
}
