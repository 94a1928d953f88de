import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The folder of this server's package: the checkout. */
export const HOST = join(__dirname, '../../..');

/** A working directory in which packages are installed, this server among them. */
export class PluginFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'opnsense-mcp-plugins-'));

  constructor() {
    mkdirSync(join(this.path, 'node_modules'));
    symlinkSync(HOST, join(this.path, 'node_modules/opnsense-mcp'));
  }

  /** Installs a package: its package.json beyond name and version, and its files. */
  install(name: string, packageFile: object, files: Readonly<Record<string, string>> = {}): string {
    const folder = join(this.path, 'node_modules', name);
    const all = { 'package.json': JSON.stringify({ name, version: '1.2.3', ...packageFile }), ...files };
    for (const [file, text] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return folder;
  }

  /** Installs a plugin in CommonJS whose text may use what opnsense-mcp/plugin exports, and `plugin`, `tool`, `resource` and `prompt` of this file. */
  plugin(name: string, text: string, manifest: object = {}): string {
    return this.install(name, { opnsenseMcp: { api: 1, entry: './index.js', ...manifest } }, { 'index.js': `${PRELUDE}\n${text}` });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Declares without decorators' syntax, which Node.js does not know. */
const PRELUDE = `'use strict';
const mcp = require('opnsense-mcp/plugin');
const made = (target, prototype, fields) => { for (const [name, decorators] of Object.entries(fields)) for (const decorate of decorators) decorate(prototype, name); return target; };
class Nothing {}
class Said { }
made(Said, Said.prototype, { said: [mcp.IsString()] });
const tool = (facts, run, tokens = []) => {
  const Made = class { constructor(...ports) { this.ports = ports; } run(...given) { return run.call(this, ...given); } };
  tokens.forEach((token, index) => mcp.inject(token)(Made, undefined, index));
  mcp.Tool({ title: 'T', description: 'Does it.', effect: 'read', input: Nothing, output: Said, uses: [], ...facts })(Made);
  return Made;
};
const offered = (declare, facts, methods, tokens = []) => {
  const Made = class { constructor(...ports) { this.ports = ports; } };
  Object.assign(Made.prototype, methods);
  tokens.forEach((token, index) => mcp.inject(token)(Made, undefined, index));
  declare({ title: 'T', description: 'Does it.', mediaType: 'application/json', arguments: Nothing, uses: [], ...facts })(Made);
  return Made;
};
const resource = (facts, read, tokens) => offered(mcp.Resource, facts, { read }, tokens);
const prompt = (facts, text, tokens) => offered(mcp.Prompt, facts, { text }, tokens);
const plugin = (id, tools, facts = {}) => {
  class Made {}
  mcp.Plugin({ id, title: id, summary: 'Made for a test.', api: 1, tools, ...facts })(Made);
  exports[id.replaceAll('-', '_')] = Made;
};`;
