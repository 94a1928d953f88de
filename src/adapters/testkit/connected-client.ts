import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { type ElicitResult, ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { type Served } from '../assembly/assemble';
import { McpServer } from '../mcp';
import { SchemaValidators } from './schema-validators';

/** A real MCP client of what is served, both in memory. */
export interface ConnectedClient {
  readonly client: Client;
  close(): Promise<void>;
}

/** What the client can do. */
export interface ClientOptions {
  /** Its extensions, as it announces them. */
  readonly extensions?: Readonly<Record<string, object>>;
  /** What the person before the client answers to each question, or fills in; without it the client cannot ask. */
  readonly answer?: (question: string) => 'accept' | 'decline' | 'cancel' | Readonly<Record<string, string | number | boolean | string[]>>;
}

function replyOf(said: ReturnType<NonNullable<ClientOptions['answer']>>): ElicitResult {
  return typeof said === 'string' ? { action: said } : { action: 'accept', content: { ...said } };
}

/** Serves to a client in memory that checks every result against the schema it was listed with. */
export async function connectedClient({ tools, writes, log, redactor, documents }: Served, { extensions, answer }: ClientOptions = {}): Promise<ConnectedClient> {
  const server = new McpServer(tools, { writes, log, redactor, documents });
  const client = new Client({ name: 'testkit', version: '1.0.0' }, { jsonSchemaValidator: new SchemaValidators(), capabilities: { ...(extensions === undefined ? {} : { extensions: { ...extensions } }), ...(answer === undefined ? {} : { elicitation: {} }) } });
  if (answer !== undefined) client.setRequestHandler(ElicitRequestSchema, ({ params }) => replyOf(answer(params.message)));
  const [near, far] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(far), client.connect(near)]);
  await client.listTools();
  return {
    client,
    close: async () => {
      await client.close();
      await server.close();
    },
  };
}
