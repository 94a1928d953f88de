import { type JsonSchema, type ObjectSchema } from '../../core';
import { type Variable } from './settings';

/** How firewalls and their pairs are named in the configuration file. */
export const FIREWALL_NAME = '^[a-z0-9][a-z0-9_-]{0,31}$';

const names = (description: string): JsonSchema => ({ type: 'array', items: { type: 'string', minLength: 1, maxLength: 100 }, maxItems: 500, description });
const file = (description: string): JsonSchema => ({ type: 'string', minLength: 1, maxLength: 1000, description });

/** What the configuration file says of one firewall. */
export const PROFILE_SCHEMA: ObjectSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  properties: {
    url: { type: 'string', minLength: 1, maxLength: 1000, description: 'Address of the web GUI: https://firewall.example.com or https://192.0.2.1:8443.' },
    key: { type: 'string', minLength: 1, maxLength: 500, description: 'Key of the API user (System: Access: Users).' },
    secret: { type: 'string', minLength: 1, maxLength: 500, description: 'Secret that belongs to the key; a file or a command keeps it out of this file.' },
    key_file: file('The apikey.txt that OPNsense hands out, instead of key and secret.'),
    secret_command: { ...names('Program and arguments, run without a shell on first use, whose first line of output is the secret, or whose output is an apikey.txt.'), minItems: 1, maxItems: 50 },
    ca_file: file("PEM file of the CA that signed the firewall's certificate."),
    pin: { type: 'string', minLength: 1, maxLength: 200, description: "SHA-256 fingerprint of the firewall's certificate, instead of a CA." },
    verify_ssl: { type: 'boolean', default: true, description: 'false trusts any certificate.' },
    allow_http: { type: 'boolean', default: false, description: 'true allows an http address on this machine.' },
    timeout_ms: { type: 'integer', minimum: 1000, maximum: 600_000, default: 30_000, description: 'How long one request may take.' },
    writes: { type: 'boolean', default: false, description: 'Whether this firewall may be changed.' },
    domains: names('The domains in which it may be changed; all when absent: firewall, dns, …'),
    allow_sensitive: { type: 'boolean', default: false, description: 'true lets include_sensitive show secrets.' },
    ask_before: { type: 'string', enum: ['lockout', 'destroy', 'change'], default: 'lockout', description: 'Which changes a person approves first: what may cut the way in, also whatever overwrites or removes, or every change.' },
    toolsets: names('Which tools are listed for it: default, all, read-only, domains; domain:read for its reading tools.'),
    tools: names('Single tools beside these; alone, nothing but these.'),
    exclude_tools: names('Single tools that are not listed whatever set they are in.'),
    confirm_seconds: { type: 'integer', minimum: 30, maximum: 600, default: 60, description: 'How long a change waits for its confirmation.' },
    accepted_findings: file("JSON file with the audit's findings that are accepted."),
    secrets_dir: file('Folder for files with secrets that no model is to read, such as the configuration of a VPN peer.'),
    ha_peer: { type: 'string', pattern: FIREWALL_NAME, description: 'The other firewall of a high-availability pair, by its name here: changes are made only on the one that is master.' },
  },
};

/** Which variable says the same for a single firewall. */
export const FIELD_OF: Readonly<Partial<Record<Variable, string>>> = {
  OPNSENSE_URL: 'url',
  OPNSENSE_API_KEY: 'key',
  OPNSENSE_API_SECRET: 'secret',
  OPNSENSE_API_KEY_FILE: 'key_file',
  OPNSENSE_CA_FILE: 'ca_file',
  OPNSENSE_TLS_FINGERPRINT: 'pin',
  OPNSENSE_VERIFY_SSL: 'verify_ssl',
  OPNSENSE_ALLOW_HTTP: 'allow_http',
  OPNSENSE_TIMEOUT_MS: 'timeout_ms',
  OPNSENSE_ALLOW_WRITES: 'writes',
  OPNSENSE_ALLOW_SENSITIVE: 'allow_sensitive',
  OPNSENSE_ASK_BEFORE: 'ask_before',
  OPNSENSE_TOOLSETS: 'toolsets',
  OPNSENSE_TOOLS: 'tools',
  OPNSENSE_EXCLUDE_TOOLS: 'exclude_tools',
  OPNSENSE_CONFIRM_SECONDS: 'confirm_seconds',
  OPNSENSE_ACCEPTED_FINDINGS: 'accepted_findings',
  OPNSENSE_SECRETS_DIR: 'secrets_dir',
};

/** The JSON Schema (draft 2020-12) of the configuration file, for editors and for whoever writes one. */
export const CONFIG_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Configuration of opnsense-mcp',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'Where this schema is, for editors.' },
    default_firewall: { type: 'string', pattern: FIREWALL_NAME, description: 'The firewall that a call means which names none; without it every call has to name one.' },
    firewalls: { type: 'object', description: 'The firewalls by name.', minProperties: 1, maxProperties: 200, propertyNames: { pattern: FIREWALL_NAME }, additionalProperties: PROFILE_SCHEMA },
    plugins: { type: 'object', description: 'Plugins to load by package or path, each with its options.', additionalProperties: { type: 'object' } },
  },
} as const;
