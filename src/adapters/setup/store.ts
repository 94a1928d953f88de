import { OpnError } from '../../ports';
import { type ChosenKey } from './key';
import { type Keychain } from './keychain';
import { type ProfileFields } from './profile';
import { insist, type Questions } from './questions';
import { STORES, type Store } from './wishes';

/** Where the secret is kept: as told, or as a person says of what there is; in the configuration file unless somebody says otherwise. */
export async function chooseStore(given: Store | undefined, { stored, command, file }: ChosenKey, keychain: Keychain | undefined, questions: Questions): Promise<Store> {
  if (given !== undefined || stored !== undefined || command !== undefined) return given ?? 'config';
  const possible = STORES.filter(store => store === 'config' || (store === 'keychain' ? keychain !== undefined : file !== undefined));
  if (possible.length === 1) return 'config';
  const meanings: Readonly<Record<Store, string>> = { config: 'config (the configuration file, readable for you alone)', 'key-file': `key-file (${file ?? ''}, where it is)`, keychain: `keychain (${keychain?.title ?? ''})` };
  return insist(questions, async () => {
    const answer = await questions.line(`Where to keep the secret: ${possible.map(store => meanings[store]).join(', ')}`, { option: '--store', otherwise: 'config' });
    const store = possible.find(each => each === answer.toLowerCase());
    if (store === undefined) throw new OpnError('OPN_CONFIG', `The secret cannot be kept in '${answer.slice(0, 40)}'.`, `There are ${possible.join(', ')}.`);
    return store;
  });
}

/** What the profile says of a key that is kept in a place; a secret that belongs into the keychain is not yet there. */
export function keyInProfile({ credentials, file, command, stored }: ChosenKey, store: Store, name: string, keychain: Keychain | undefined): ProfileFields {
  if (stored !== undefined) return stored;
  if (command !== undefined) return { ...(command.key === undefined ? {} : { key: command.key }), secret_command: command.words };
  if (store === 'key-file') {
    if (file === undefined) throw new OpnError('OPN_CONFIG', '--store=key-file needs the apikey.txt itself.', 'Name it: --key-file=/home/me/apikey.txt.');
    return { key_file: file };
  }
  if (store === 'config') return { key: credentials.key, secret: credentials.secret };
  if (keychain === undefined) throw new OpnError('OPN_CONFIG', '--store=keychain finds none that works on this machine.', 'On Linux it takes secret-tool and an unlocked keyring; --store=config keeps the secret in a file that only you can read.');
  return { key: credentials.key, secret_command: keychain.lookup(name) };
}
