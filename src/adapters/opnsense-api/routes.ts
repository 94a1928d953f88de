/** Where the firewall's router would send a path, spelt one way: lower case, without underscores. */
export interface Route {
  readonly module: string;
  readonly controller: string;
  readonly action: string;
  readonly args: readonly string[];
}

/** Resolves what a path (with or without `/api/`) may reach: encodings, dots, doubled slashes, case and underscores undone. */
export function routeOf(path: string): Route {
  const segments: string[] = [];
  for (const segment of decoded(path).split(/[?#]/, 1)[0]?.split(/[/\\]+/) ?? []) {
    const plain = segment.replace(/[\s_\p{C}]/gu, '').toLowerCase();
    if (plain === '..') segments.pop();
    else if (plain !== '' && plain !== '.') segments.push(plain);
  }
  if (segments[0] === 'api') segments.shift();
  const [module = '', controller = '', action = '', ...args] = segments;
  return { module, controller, action, args };
}

// Encodings may be nested to slip past whoever decodes once; a dozen layers are more than any server undoes.
function decoded(path: string): string {
  let text = path;
  for (let layer = 0; layer < 12; layer += 1) {
    const next = text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'));
    if (next === text) break;
    text = next;
  }
  return text;
}
