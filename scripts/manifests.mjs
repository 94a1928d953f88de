// What registries and hosts are told of this server, made from package.json, the help and the tools of the built server.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = file => fileURLToPath(new URL(`../${file}`, import.meta.url));
const { name, version, description, license, keywords, mcpName, engines } = JSON.parse(readFileSync(path('package.json'), 'utf8'));
const run = (...args) => execFileSync(process.execPath, [path('dist/main.js'), ...args], { encoding: 'utf8' });
const TITLE = 'OPNsense';

/** What the help says of them reads only there, side by side. */
const IN_OTHER_WORDS = {
  OPNSENSE_URL: 'Address of the firewall, such as https://192.0.2.1:8443',
  OPNSENSE_API_KEY: 'Key of an API user (System: Access: Users)',
  OPNSENSE_API_SECRET: 'Secret that belongs to the key',
  OPNSENSE_API_KEY_FILE: 'The apikey.txt that OPNsense hands out, instead of key and secret',
};
const MORE = {
  OPNSENSE_API_KEY: { isSecret: true },
  OPNSENSE_API_SECRET: { isSecret: true },
  OPNSENSE_API_KEY_FILE: { format: 'filepath' },
  OPNSENSE_CA_FILE: { format: 'filepath' },
  OPNSENSE_ACCEPTED_FINDINGS: { format: 'filepath' },
  OPNSENSE_SECRETS_DIR: { format: 'filepath' },
  OPNSENSE_CONFIG: { format: 'filepath' },
};

/** The environment variables that the help lists, each with a description. */
function variables() {
  const [, section = ''] = run('--help').split('\nEnvironment\n');
  return [...section.matchAll(/^ {2}(OPNSENSE_\w+) +(.+(?:\n {20,}.+)*)$/gm)].map(([, variable, words]) => ({ name: variable, description: IN_OTHER_WORDS[variable] ?? words.replace(/\s+/g, ' '), ...MORE[variable] }));
}

/** `server.json`, for the MCP registry. */
export function registryManifest() {
  return {
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: mcpName,
    title: TITLE,
    description: 'Read, diagnose, audit and safely change an OPNsense firewall; read-only unless allowed.',
    version,
    packages: [{ registryType: 'npm', identifier: name, version, runtimeHint: 'npx', transport: { type: 'stdio' }, environmentVariables: variables() }],
  };
}

/** What a person fills in, by the variable that it sets; nothing is left to a host's idea of what is not filled in. */
const ASKED = {
  OPNSENSE_URL: { type: 'string', title: 'Address of the firewall', required: true },
  OPNSENSE_API_KEY: { type: 'string', title: 'API key', required: true, sensitive: true },
  OPNSENSE_API_SECRET: { type: 'string', title: 'API secret', required: true, sensitive: true },
  OPNSENSE_CA_FILE: { type: 'file', title: 'CA certificate', required: false, default: '' },
  OPNSENSE_TLS_FINGERPRINT: { type: 'string', title: 'Fingerprint of the certificate', required: false, default: '' },
  OPNSENSE_ALLOW_WRITES: { type: 'string', title: 'What may be changed', required: false, default: 'false' },
  OPNSENSE_TOOLSETS: { type: 'string', title: 'Toolsets', required: false, default: 'default' },
};
const keyOf = variable => variable.replace('OPNSENSE_', '').toLowerCase();

/** `manifest.json` of the MCPB bundle, with the server below `server/`. */
export function bundleManifest() {
  const described = Object.fromEntries(variables().map(each => [each.name, each.description]));
  return {
    manifest_version: '0.3',
    name,
    display_name: TITLE,
    version,
    description,
    author: { name: 'The authors of opnsense-mcp' },
    license,
    keywords,
    server: {
      type: 'node',
      entry_point: 'server/main.js',
      mcp_config: { command: 'node', args: ['${__dirname}/server/main.js'], env: Object.fromEntries(Object.keys(ASKED).map(variable => [variable, `\${user_config.${keyOf(variable)}}`])) },
    },
    tools: JSON.parse(run('tools', '--json')).map(tool => ({ name: tool.name, description: tool.description.split(/(?<=\.)\s/)[0] })),
    tools_generated: true,
    prompts_generated: true,
    compatibility: { platforms: ['darwin', 'linux', 'win32'], runtimes: { node: engines.node } },
    user_config: Object.fromEntries(Object.entries(ASKED).map(([variable, field]) => [keyOf(variable), { ...field, description: described[variable] }])),
  };
}
