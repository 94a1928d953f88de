import { PassThrough } from 'node:stream';
import { assemble } from '../../src/adapters/assembly/assemble';
import { McpServer, serveStdio } from '../../src/adapters/mcp';
import { Credentials } from '../../src/adapters/opnsense-api';
import { FakeFirewall } from '../../src/testing';
import { ConformancePlugin } from './fixtures';
import { type StdioSession } from './http-bridge';

/** Serves the suite's fixtures on the server's own core and stdio transport, in this process. */
export function serveFixtures(): StdioSession {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  void serve(stdin, stdout);
  return { stdin, stdout };
}

async function serve(stdin: PassThrough, stdout: PassThrough): Promise<void> {
  const { tools, log, redactor, savepoints, documents, writes } = await assemble({
    wire: new FakeFirewall({ release: '26.7' }),
    credentials: new Credentials('key', 'secret'),
    firewall: 'in-memory OPNsense 26.7',
    version: '0.0.0',
    consent: { writes: false, secrets: false },
    sources: [{ candidates: async () => [{ from: 'conformance', builtIn: true, load: async () => ({ ConformancePlugin }) }] }],
    timeoutMs: 30_000,
  });
  const server = new McpServer(tools, { writes, log, redactor, documents });
  log.attach(server.logToClient, server.wantsLog);
  await serveStdio(server, { stdin, stdout, log, stop: new AbortController().signal });
  await savepoints.close();
}
