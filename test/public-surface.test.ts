import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const SOURCES = join(__dirname, '../src');
const DOOR = 'src/plugin.ts';

interface Named {
  readonly from: string;
  readonly name: string;
}

const parse = (file: string): ts.SourceFile => ts.createSourceFile(file, readFileSync(join(SOURCES, file), 'utf8'), ts.ScriptTarget.ES2022);

/** The module that a file names: a package, or a path below src. */
function moduleOf(file: string, specifier: ts.Expression): string {
  const { text } = specifier as ts.StringLiteral;
  return text.startsWith('.') ? join(dirname(file), text) : text;
}

/** What a file imports by name; `default` for a default import, `*` for a whole module. */
function importsOf(file: string): Named[] {
  return parse(file).statements.filter(ts.isImportDeclaration).flatMap(({ importClause, moduleSpecifier }) => {
    const from = moduleOf(file, moduleSpecifier);
    const bindings = importClause?.namedBindings;
    const named = bindings === undefined ? [] : ts.isNamespaceImport(bindings) ? ['*'] : bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
    return [...(importClause?.name === undefined ? [] : ['default']), ...named].map(name => ({ from, name }));
  });
}

/** What the door exports, as `name from module`; `* from module` for all of one. */
const exported = new Set(
  parse('plugin.ts').statements.filter(ts.isExportDeclaration).flatMap(({ exportClause, moduleSpecifier }) => {
    if (moduleSpecifier === undefined) return [];
    const names = exportClause !== undefined && ts.isNamedExports(exportClause) ? exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text) : ['*'];
    return names.map(name => `${name} from ${moduleOf('plugin.ts', moduleSpecifier)}`);
  }),
);

const files = readdirSync(join(SOURCES, 'plugins'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).map(file => join('plugins', file));

describe('opnsense-mcp/plugin', () => {
  it('exports by name', () => {
    expect(exported.size).toBeGreaterThan(50);
  });

  it(`exports all that the domains of this server import (add what is missing to ${DOOR})`, () => {
    const outside = files.flatMap(file => {
      const domain = file.split('/', 2).join('/');
      return importsOf(file).filter(({ from }) => !from.startsWith(`${domain}/`)).map(each => ({ ...each, file }));
    });
    expect(outside.length).toBeGreaterThan(files.length);
    expect(outside.filter(({ name, from }) => !exported.has(`${name} from ${from}`) && !exported.has(`* from ${from}`)).map(({ name, from, file }) => `${file}: ${name} from ${from}`)).toEqual([]);
  });

  it('gives nothing away that writes without a change, hides, or keeps the record', () => {
    for (const name of ['SavepointManager', 'FirewallWriter', 'Journal', 'Redactor', 'LockoutGuard']) expect(exported).not.toContain(`${name} from ports`);
    expect(exported).not.toContain('* from ports');
    expect(exported).not.toContain('* from core');
  });
});
