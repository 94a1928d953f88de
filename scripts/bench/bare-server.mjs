// The floor: the SDK's low-level server with as many tools as ours, one of which asks a firewall the plainest possible way.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { Agent, request } from 'node:https';

const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
const rows = Array.from({ length: 20 }, (_, index) => ({ uuid: `${index}`, network: `198.51.100.${index}/32`, gateway: 'WAN_GW', enabled: true }));

const ask = () =>
  new Promise((resolve, reject) => {
    const url = new URL('/api/routes/routes/searchroute', process.env.OPNSENSE_URL);
    const sent = request(url, { agent, method: 'POST', headers: { 'content-type': 'application/json' } }, answer => {
      let text = '';
      answer.on('data', chunk => (text += chunk)).on('end', () => resolve(JSON.parse(text)));
    });
    sent.on('error', reject).end('{"current":1,"rowCount":50,"searchPhrase":""}');
  });

const tools = Array.from({ length: Number(process.env.BENCH_TOOLS ?? 15) }, (_, index) => ({
  name: `tool_${index}`,
  description: 'A tool.',
  inputSchema: { type: 'object', properties: { search: { type: 'string', description: 'Words.' }, limit: { type: 'integer', default: 50 } } },
}));
const server = new Server({ name: 'bare', version: '1' }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }));
server.setRequestHandler(CallToolRequestSchema, async () => {
  const structuredContent = process.env.OPNSENSE_URL === undefined ? { total: 20, rows } : await ask();
  return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
});
await server.connect(new StdioServerTransport());
