import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'smol-toml';
import { VARIABLES } from '../../src/adapters/environment';
import { startCommand } from '../running-server';
import { main, serveFirewall, type ServedFirewall } from '../session';
import { buildWithoutDocker } from './dockerfile';

const HOST = join(__dirname, '../..');
const work = realpathSync(mkdtempSync(join(tmpdir(), 'opnsense-mcp-ways-')));
const { version, name, mcpName } = JSON.parse(readFileSync(join(HOST, 'package.json'), 'utf8')) as Record<string, string>;
let firewall: ServedFirewall;

beforeAll(async () => {
  firewall = await serveFirewall();
  writeFileSync(join(work, 'apikey.txt'), `key=${firewall.key}\nsecret=${firewall.secret}\n`);
});

afterAll(() => {
  firewall.close();
  rmSync(work, { recursive: true, force: true });
});

interface Started {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Starts what a host would start, and reads something from the firewall through it. */
async function routesThrough({ command, args, env }: Started): Promise<unknown> {
  const server = await startCommand(command, args, { OPNSENSE_ALLOW_HTTP: 'true', ...env }, work);
  try {
    return (await server.call('opn_list_static_routes', { limit: 1 })).structuredContent?.['total'];
  } finally {
    await server.end();
  }
}

describe('the lines for hosts in docs/install.md', () => {
  const blocks = [...readFileSync(join(HOST, 'docs/install.md'), 'utf8').matchAll(/^## (.+?)\n[^]*?(?=^## |$(?![^]))/gm)].flatMap(([section, title = '']) =>
    [...section.matchAll(/^```(sh|json|toml)\n([^]*?)^```$/gm)].map(([, language = '', text = '']) => [`${title} (${language})`, language, text] as const));

  /** What differs only in where it stands is started once. */
  const tried = new Map<string, Promise<unknown>>();

  /** The keys under which hosts look for servers. */
  const SECTIONS = ['mcpServers', 'servers', 'context_servers', 'mcp_servers'];

  function startedBy(language: string, text: string): Started {
    if (language === 'sh') {
      const [, settings = '', command = '', args = ''] = /^claude mcp add opnsense((?: -e \w+=\S+)+) -- (\S+) (.+)\n$/.exec(text) ?? [];
      return { command, args: args.split(' '), env: Object.fromEntries([...settings.matchAll(/-e (\w+)=(\S+)/g)].map(([, key, value]) => [key, value])) as Record<string, string> };
    }
    const read = (language === 'json' ? JSON.parse(text) : parse(text)) as Record<string, { readonly opnsense: Started }>;
    const [section = ''] = Object.keys(read);
    expect(SECTIONS).toContain(section);
    return read[section]?.opnsense as Started;
  }

  /** The reader's own values instead of those of the page. */
  const filledIn = (env: Started['env']): Started['env'] => {
    const values: Readonly<Record<string, string>> = { 'https://192.168.1.1': firewall.url, '/home/me/apikey.txt': join(work, 'apikey.txt'), 'the key': firewall.key, 'the secret': firewall.secret };
    return Object.fromEntries(Object.entries(env).map(([variable, value]) => [variable, values[value] ?? '']));
  };

  beforeAll(() => {
    // Stand-ins that take nothing but what the real ones would make this server of.
    mkdirSync(join(work, 'bin'));
    const serve = `exec "${process.execPath}" "${main}"`;
    writeFileSync(join(work, 'bin/npx'), `#!/bin/sh\n[ "$*" = "-y ${name ?? ''}" ] || exit 64\n${serve}\n`);
    writeFileSync(join(work, 'bin/docker'), `#!/bin/sh\n[ "$*" = "run --rm -i --read-only -v opnsense-mcp:/state -e OPNSENSE_URL -e OPNSENSE_API_KEY -e OPNSENSE_API_SECRET opnsense-mcp" ] || exit 64\n${serve}\n`);
    for (const file of ['npx', 'docker']) chmodSync(join(work, 'bin', file), 0o755);
  });

  it('are there for the hosts that people use', () => {
    const titles = blocks.map(([title]) => title.replace(/ \(.*/, ''));
    expect(titles).toEqual(expect.arrayContaining(['Claude Code', 'Claude Desktop', 'Cursor', 'VS Code', 'Gemini CLI', 'Zed', 'Codex', 'Windsurf']));
  });

  it.each(blocks)('for %s start a server that reaches the firewall', async (_title, language, text) => {
    const { command, args, env } = startedBy(language, text);
    expect(['npx', 'docker']).toContain(command);
    const same = JSON.stringify([command, args, env]);
    const total = tried.get(same) ?? routesThrough({ command: join(work, 'bin', command), args, env: filledIn(env) });
    tried.set(same, total);
    expect(await total).toBe(3);
  });
});

describe('the MCPB bundle', () => {
  it('is packed by the official tool, and starts unpacked with what its form asks for', async () => {
    const file = join(work, 'opnsense-mcp.mcpb');
    const folder = join(work, 'unpacked');
    execFileSync(process.execPath, [join(HOST, 'scripts/bundle.mjs'), file]);
    execFileSync(process.execPath, [join(dirname(require.resolve('@anthropic-ai/mcpb')), 'cli/cli.js'), 'unpack', file, folder]);
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      readonly version: string;
      readonly server: { readonly entry_point: string; readonly mcp_config: Started };
      readonly user_config: Readonly<Record<string, { readonly required: boolean; readonly default?: string; readonly description: string }>>;
      readonly tools: readonly { readonly name: string }[];
    };
    expect(manifest.version).toBe(version);
    for (const part of [manifest.server.entry_point, 'server/plugins.json']) expect(existsSync(join(folder, part))).toBe(true);
    expect(manifest.tools.map(tool => tool.name)).toContain('opn_system_status');
    const { command, args, env } = manifest.server.mcp_config;
    const given: Readonly<Record<string, string>> = { url: firewall.url, api_key: firewall.key, api_secret: firewall.secret };
    const filled = (text: string): string => text.replace('${__dirname}', folder).replace(/\$\{user_config\.(\w+)\}/, (_all, field: string) => given[field] ?? manifest.user_config[field]?.default ?? 'unknown');
    expect(Object.keys(env).filter(variable => !(VARIABLES as readonly string[]).includes(variable))).toEqual([]);
    expect(Object.keys(manifest.user_config).filter(field => manifest.user_config[field]?.required)).toEqual(Object.keys(given));
    expect(await routesThrough({ command, args: args.map(filled), env: Object.fromEntries(Object.entries(env).map(([variable, value]) => [variable, filled(value)])) })).toBe(3);
  });
});

describe('the Dockerfile', () => {
  it('builds from what it copies, and starts without root from what it keeps', async () => {
    const { root, user, env, volumes, entrypoint, workdir } = buildWithoutDocker(HOST, join(work, 'image'));
    expect(user).toBe('node');
    expect(volumes).toEqual([env['OPNSENSE_STATE_DIR']]);
    const [command = '', ...args] = entrypoint;
    expect(workdir).toBe('/app');
    const started = { command, args: args.map(path => join(root, path)), env: { ...env, OPNSENSE_STATE_DIR: join(root, '/state'), OPNSENSE_URL: firewall.url, OPNSENSE_API_KEY: firewall.key, OPNSENSE_API_SECRET: firewall.secret } };
    expect(await routesThrough(started)).toBe(3);
  });
});

describe('server.json', () => {
  const manifest = JSON.parse(readFileSync(join(HOST, 'server.json'), 'utf8')) as { readonly version: string; readonly packages: readonly { readonly version: string; readonly identifier: string; readonly environmentVariables: readonly { readonly name: string }[] }[] };
  const closed = (properties: object, required: readonly string[]): object => ({ type: 'object', properties, required, additionalProperties: false });
  const text = { type: 'string', minLength: 1 };
  /** What the schema of 2025-12-11 asks of the parts that are used, without its openness: there a misspelt name goes unnoticed. */
  const SCHEMA = closed(
    {
      $schema: { const: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json' },
      name: { type: 'string', minLength: 3, maxLength: 200, pattern: '^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$' },
      title: { ...text, maxLength: 100 },
      description: { ...text, maxLength: 100 },
      version: { type: 'string', maxLength: 255, pattern: '^\\d+\\.\\d+\\.\\d+$' },
      packages: {
        type: 'array',
        minItems: 1,
        items: closed(
          {
            registryType: { enum: ['npm', 'oci', 'mcpb'] },
            identifier: text,
            version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
            runtimeHint: { enum: ['npx', 'docker'] },
            transport: closed({ type: { const: 'stdio' } }, ['type']),
            environmentVariables: {
              type: 'array',
              items: closed({ name: { type: 'string', pattern: '^OPNSENSE_[A-Z_]+$' }, description: text, isRequired: { type: 'boolean' }, isSecret: { type: 'boolean' }, format: { enum: ['string', 'number', 'boolean', 'filepath'] } }, ['name', 'description']),
            },
          },
          ['registryType', 'identifier', 'version', 'transport'],
        ),
      },
    },
    ['$schema', 'name', 'description', 'version', 'packages'],
  );

  it('is what the registry takes, and of the version of this package', () => {
    const ajv = new Ajv({ allErrors: true });
    expect(ajv.validate(SCHEMA, manifest) ? [] : ajv.errors).toEqual([]);
    expect([manifest.version, ...manifest.packages.map(each => `${each.identifier}@${each.version}`)]).toEqual([version, `${name ?? ''}@${version ?? ''}`]);
    expect((manifest as { readonly name?: string }).name).toBe(mcpName);
  });

  it('names every variable that the server reads, and no other', () => {
    expect(manifest.packages[0]?.environmentVariables.map(each => each.name).sort()).toEqual([...VARIABLES].sort());
  });
});
