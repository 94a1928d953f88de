import { dirname } from 'node:path';
import { existsSync } from 'node:fs';
import { nearest } from '../../core';
import { OpnError } from '../../ports';
import { type Host, HOSTS, type Places } from './hosts';
import { isThere } from './programs';
import { insist, type Questions } from './questions';

const NONE = 'none';

/** The hosts of these names; throws OPN_CONFIG for one that setup does not know. */
export function hostsNamed(names: readonly string[]): readonly Host[] {
  return [...new Set(names)].filter(name => name !== NONE).map(name => {
    const host = HOSTS.find(({ id }) => id === name);
    if (host !== undefined) return host;
    const ids = HOSTS.map(({ id }) => id);
    const close = nearest(name, ids);
    throw new OpnError('OPN_CONFIG', `There is no host '${name.slice(0, 40)}'${close === undefined ? '' : `, did you mean '${close}'?`}`, `--host knows ${ids.join(', ')} and ${NONE}.`);
  });
}

/** The hosts to configure, as a person says; those that are on this machine unless that person says otherwise, and none where nobody is asked. */
export async function chooseHosts(places: Places, questions: Questions): Promise<readonly Host[]> {
  const found = questions.interactive ? HOSTS.filter(host => isInstalled(host, places)).map(({ id }) => id) : [];
  const question = `Hosts that shall start this server: ${HOSTS.map(({ id }) => id).join(', ')}, or ${NONE}`;
  return insist(questions, async () => hostsNamed((await questions.line(question, { option: '--host', otherwise: found.length === 0 ? NONE : found.join(',') })).split(',').map(name => name.trim().toLowerCase())));
}

function isInstalled({ userFile, commands }: Host, places: Places): boolean {
  if (userFile !== undefined) return existsSync(dirname(userFile(places)));
  return isThere(commands?.show('')[0] ?? '', places.environment);
}
