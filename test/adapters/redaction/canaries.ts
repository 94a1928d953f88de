import legacy from '../../../src/adapters/redaction/legacy-secrets.json';
import fields from '../../../src/adapters/redaction/secret-fields.json';

/** A secret field and the one text that must never be seen. */
export interface Canary {
  readonly path: readonly string[];
  readonly secret: string;
}

const catalogued = Object.entries(fields.secret).flatMap(([mount, list]) => list.map(field => `${mount}/${field.replaceAll('.', '/')}`.replace(/^\//, '')));
const older = Object.keys(legacy.secret).map(path => path.replaceAll('*', 'opt7'));

/** One canary for every secret field of every model and of the older sections. */
export const CANARIES: readonly Canary[] = [...new Set([...catalogued, ...older])].map((path, index) => ({
  path: path.split('/'),
  secret: `canary-${index}-Zx9!`,
}));

interface Tree {
  text: string;
  children: Map<string, Tree>;
}

/** A configuration document with every canary in its place. */
export function canaryXml(): string {
  const root: Tree = { text: '', children: new Map() };
  for (const { path, secret } of CANARIES) {
    let node = root;
    for (const part of path) {
      const next = node.children.get(part) ?? { text: '', children: new Map<string, Tree>() };
      node.children.set(part, next);
      node = next;
    }
    node.text = secret;
  }
  const lines = ['<?xml version="1.0"?>'];
  write('opnsense', root, lines);
  return lines.join('\n');
}

function write(name: string, node: Tree, lines: string[]): void {
  lines.push(`<${name}>${node.text}`);
  for (const [child, below] of node.children) write(child, below, lines);
  lines.push(`</${name}>`);
}
