import { type TestServer } from '../../../src/adapters/testkit';
import { RELEASES, type Release } from '../../../src/ports';
import { askJson } from '../../adapters/fake/ask';

/** The releases from one on. */
const since = (first: Release): Release[] => RELEASES.filter(release => RELEASES.indexOf(release) >= RELEASES.indexOf(first));
/** True from that release on. */
export const isSince = ({ firewall }: TestServer, first: Release): boolean => since(first).includes(firewall.release);

/** Sends something to the fake firewall beside the server under test, and gives the uuid in the answer. */
export async function post({ firewall }: TestServer, path: string, body: unknown = {}): Promise<string> {
  return (await askJson<{ uuid?: string }>(firewall, path, body)).uuid ?? '';
}

/** The uuid of the first item that a search finds. */
export async function first({ firewall }: TestServer, path: string, searchPhrase = ''): Promise<string> {
  return (await askJson<{ rows: readonly { uuid: string }[] }>(firewall, path, { searchPhrase })).rows[0]?.uuid ?? '';
}

/** A firewall without any plugin of OPNsense. */
export const BARE = { packages: [] };

/** A uuid that nothing has. */
export const UNKNOWN = '99999999-0000-4000-8000-000000000001';
