import { createHash } from 'node:crypto';
import { childText, type ConfigDocument, type ConfigNode } from './config-document';
import { type ApiKey } from './sample';

/** A key as the configuration lists it. */
export interface ListedKey {
  readonly user: string;
  readonly key: string;
  readonly hash: string;
}

/** The API keys that open the firewall: those of the configuration, and those it was given when it was made. */
export class KeyRing {
  private bound: ReadonlySet<string> | undefined;

  constructor(
    private readonly given: readonly ApiKey[],
    private readonly document: () => ConfigDocument,
  ) {}

  /** Whose key it is; undefined when there is no such key or the secret is wrong. */
  userOf(key: string, secret: string): string | undefined {
    const listed = listedKeys(this.document());
    // A given key that the configuration lists goes when it is removed there; who deletes one came in by one.
    this.bound ??= new Set(this.given.filter(each => listed.some(({ key: known }) => known === each.key)).map(each => each.key));
    const own = listed.find(each => each.key === key);
    if (own?.hash === secretHash(secret)) return own.user;
    const given = this.given.find(each => each.key === key && each.secret === secret);
    return given !== undefined && (own !== undefined || !this.bound.has(key)) ? given.user : undefined;
  }
}

/** The keys that a configuration lists, in its order: one list of `key|hash` lines a user, or elements up to 24.7. */
export function listedKeys(document: ConfigDocument): ListedKey[] {
  const users = document.find('system')?.children.filter(node => node.name === 'user') ?? [];
  return users.flatMap(user => keysOf(user).map(([key, hash]) => ({ user: childText(user, 'name'), key, hash })));
}

function keysOf(user: ConfigNode): [key: string, hash: string][] {
  const node = user.children.find(each => each.name === 'apikeys');
  const items = node?.children.filter(each => each.name === 'item') ?? [];
  const lines = (node?.text ?? '').split('\n').map(line => line.split('|')).filter(parts => parts.length === 2);
  return [...items.map((item): [string, string] => [childText(item, 'key'), childText(item, 'secret')]), ...lines.map(([key = '', hash = '']): [string, string] => [key, hash])];
}

/** The hash of a secret in the form that crypt(3) gives it; not its algorithm, which is slow on purpose. */
export function secretHash(secret: string): string {
  return `$6$$${createHash('sha512').update(secret).digest('base64').replaceAll('+', '.').slice(0, 86)}`;
}
