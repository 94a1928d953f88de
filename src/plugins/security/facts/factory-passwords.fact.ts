import { type Fact } from '../../../core/audit';
import { configDownload } from '../../../core';

/** Names of the accounts whose password is the one of the installation image. */
export const factoryPasswords: Fact<readonly string[]> = {
  name: 'the passwords that everybody knows',
  uses: [configDownload],
  read: async ({ config }) => (await config.knownSecrets()).flatMap(path => /^system\.user\.(.+)\.password$/.exec(path)?.[1] ?? []),
};
