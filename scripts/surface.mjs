// Reads off the sources what opnsense-mcp/plugin and opnsense-mcp/testing export: name, kind, first sentence and declaration, without types being checked.
import ts from 'typescript';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const parsed = new Map();
const parse = file => parsed.get(file) ?? (parsed.set(file, ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true)), parsed.get(file));
const resolve = (from, specifier) => [`${join(dirname(from), specifier)}.ts`, join(dirname(from), specifier, 'index.ts')].find(existsSync);

/** Every export of a file by name: its declaration, or the package it comes from. */
function exportsOf(file) {
  const found = new Map();
  for (const statement of parse(file).statements) {
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined) {
      const { text } = statement.moduleSpecifier;
      const inner = text.startsWith('.') ? exportsOf(resolve(file, text)) : undefined;
      if (statement.exportClause === undefined) for (const [name, each] of inner ?? []) found.set(name, each);
      else for (const { name, propertyName } of statement.exportClause.elements) found.set(name.text, inner?.get((propertyName ?? name).text) ?? { package: text });
    } else if (statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
      const names = ts.isVariableStatement(statement) ? statement.declarationList.declarations.map(({ name }) => name.text) : [statement.name.text];
      for (const name of names) found.set(name, { nodes: [...(found.get(name)?.nodes ?? []), statement] });
    }
  }
  return found;
}

const isHidden = ({ modifiers, name }) => (name !== undefined && ts.isPrivateIdentifier(name)) || modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword) === true;

/** The declaration as its users see it: no bodies, no private members, no comments. */
function declaration(node) {
  const source = node.getSourceFile();
  const printer = ts.createPrinter({ removeComments: true });
  const strip = context => {
    const visit = each => {
      const visited = ts.visitEachChild(each, visit, context);
      if (ts.isFunctionDeclaration(visited)) return context.factory.updateFunctionDeclaration(visited, visited.modifiers, visited.asteriskToken, visited.name, visited.typeParameters, visited.parameters, visited.type, undefined);
      if (ts.isMethodDeclaration(visited)) return context.factory.updateMethodDeclaration(visited, visited.modifiers, visited.asteriskToken, visited.name, visited.questionToken, visited.typeParameters, visited.parameters, visited.type, undefined);
      if (ts.isConstructorDeclaration(visited)) return context.factory.updateConstructorDeclaration(visited, visited.modifiers, visited.parameters, undefined);
      if (ts.isGetAccessorDeclaration(visited)) return context.factory.updateGetAccessorDeclaration(visited, visited.modifiers, visited.name, visited.parameters, visited.type, undefined);
      if (ts.isSetAccessorDeclaration(visited)) return context.factory.updateSetAccessorDeclaration(visited, visited.modifiers, visited.name, visited.parameters, undefined);
      if (ts.isClassDeclaration(visited)) return context.factory.updateClassDeclaration(visited, visited.modifiers, visited.name, visited.typeParameters, visited.heritageClauses, visited.members.filter(member => !isHidden(member)));
      if (ts.isVariableDeclaration(visited) && visited.type !== undefined) return context.factory.updateVariableDeclaration(visited, visited.name, visited.exclamationToken, visited.type, undefined);
      return visited;
    };
    return root => ts.visitNode(root, visit);
  };
  const { transformed: [result] } = ts.transform(node, [strip]);
  return printer.printNode(ts.EmitHint.Unspecified, result, source).replace(/\s*\n\s*/g, '\n  ').replace(/\n {2}\}$/, '\n}').trim();
}

const documented = node => ts.getJSDocCommentsAndTags(node).map(({ comment }) => ts.getTextOfJSDocComment(comment)).find(text => text !== undefined)?.replace(/\s*\n\s*/g, ' ');

/** The reference of one door as Markdown. */
export function reference(file) {
  const all = [...exportsOf(file)].sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const own = all.filter(([, each]) => each.nodes !== undefined);
  const others = grouped(all);
  const foreign = [...others].map(([name, entries]) => `From \`${name}\`: ${entries.map(([each]) => `\`${each}\``).join(', ')}.`).join('\n\n');
  const entries = own.map(([name, { nodes }]) => {
    const comment = nodes.map(documented).find(text => text !== undefined) ?? '';
    return `### ${name}\n\n${comment}\n\n\`\`\`ts\n${nodes.map(declaration).join('\n')}\n\`\`\``;
  });
  return [foreign, ...entries].filter(text => text !== '').join('\n\n');
}

function grouped(all) {
  const groups = new Map();
  for (const entry of all) if (entry[1].package !== undefined) groups.set(entry[1].package, [...(groups.get(entry[1].package) ?? []), entry]);
  return groups;
}
