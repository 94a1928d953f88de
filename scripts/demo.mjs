// Starts the built server on the in-memory firewall, drives it with a real MCP client over stdio, and shows what happened.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { fileURLToPath } from 'node:url';

const server = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const print = (...lines) => process.stdout.write(`${lines.join('\n')}\n`);
const heading = text => print('', `── ${text} ${'─'.repeat(Math.max(0, 76 - text.length))}`);
const short = (text, length = 700) => (text.length > length ? `${text.slice(0, length)} … (${text.length} characters)` : text);
let unexpected = 0;

async function connect(release, env = {}) {
  const transport = new StdioClientTransport({ command: process.execPath, args: [server, `--fake=${release}`], env: { ...env }, stderr: 'pipe' });
  const client = new Client({ name: 'demo', version: '1.0.0' });
  await client.connect(transport);
  return client;
}

async function call(client, name, args = {}, expected = 'an answer') {
  print('', `▸ ${name} ${JSON.stringify(args)}`);
  const result = await client.callTool({ name, arguments: args });
  const got = result.isError ? 'a refusal' : 'an answer';
  if (got !== expected) unexpected += 1;
  const text = result.isError ? result.content[0].text : JSON.stringify(result.structuredContent);
  print(`${result.isError ? '✗' : '✓'} ${short(text).replaceAll('\n', '\n  ')}${got === expected ? '' : `   ← expected ${expected}`}`);
  return result.structuredContent;
}

const columns = rows => {
  const widths = rows[0].map((_, index) => Math.max(...rows.map(row => row[index].length)));
  return rows.map(row => row.map((cell, index) => cell.padEnd(widths[index])).join('  ').trimEnd());
};

const reader = await connect('26.7');
heading('initialize');
const { name, version } = reader.getServerVersion();
print(`${name} ${version}, capabilities: ${Object.keys(reader.getServerCapabilities()).join(', ')}`, '', reader.getInstructions());

heading('tools/list (read-only, as by default)');
const { tools } = await reader.listTools();
print(...columns(tools.map(tool => [tool.name, tool.annotations.readOnlyHint ? 'reads' : 'changes', tool.title])));
print('', `${tools.length} tools, ${JSON.stringify(tools).length} bytes`);

heading('a few answers');
await call(reader, 'opn_system_status');
await call(reader, 'opn_gateway_status');
await call(reader, 'opn_arp_table', { limit: 3 });
await call(reader, 'opn_list_static_routes', { limit: 2 });
await call(reader, 'opn_get_config_section', { section: 'system.user' });

heading('a write while writes are off');
await call(reader, 'opn_add_firewall_category', { name: 'demo' }, 'a refusal');

heading('bad input');
await call(reader, 'opn_arp_table', { limitt: 3 }, 'a refusal');
await call(reader, 'opn_arp_table', { limit: -1 }, 'a refusal');
await call(reader, 'opn_get_config_section', { section: 'sistem' }, 'a refusal');
await call(reader, 'opn_download_config', { include_sensitive: true }, 'a refusal');
await reader.close();

heading('the same with OPNSENSE_ALLOW_WRITES=firewall, on OPNsense 25.1');
const writer = await connect('25.1', { OPNSENSE_ALLOW_WRITES: 'firewall' });
const added = await call(writer, 'opn_add_firewall_category', { name: 'demo', color: '336699' });
await call(writer, 'opn_add_firewall_category', { name: 'demo' }, 'a refusal');
await call(writer, 'opn_list_firewall_categories', { search: 'demo' });
await call(writer, 'opn_delete_firewall_category', { uuid: added?.uuid ?? '' });
await call(writer, 'opn_list_firewall_categories', { search: 'demo' });
await writer.close();

heading('a change that waits for its confirmation, on OPNsense 26.7');
const operator = await connect('26.7', { OPNSENSE_ALLOW_WRITES: 'firewall' });
const rule = { interface: 'LAN', action: 'block', protocol: 'TCP', destination_net: '198.51.100.9', destination_port: '443', description: 'demo' };
await call(operator, 'opn_add_firewall_rule', { ...rule, dry_run: true });
await call(operator, 'opn_add_firewall_rule', rule);
await call(operator, 'opn_pending_changes');
await call(operator, 'opn_rollback_changes');
await call(operator, 'opn_list_firewall_rules', { search: 'demo' });
const { change } = await call(operator, 'opn_add_firewall_rule', rule);
await call(operator, 'opn_confirm_changes', { revision: change.revision });
const { changes } = await call(operator, 'opn_change_history', { limit: 1 });
await call(operator, 'opn_undo_change', { id: changes[0].id });
await call(operator, 'opn_list_firewall_rules', { search: 'demo' });
await operator.close();

heading(unexpected === 0 ? 'everything went as expected' : `${unexpected} calls went otherwise than expected`);
process.exitCode = unexpected === 0 ? 0 : 1;
