// The plainest HTTPS server that answers like a firewall's static routes; prints its port, and counts TLS handshakes on GET /count.
// The first argument is how long it thinks, in milliseconds: a real firewall starts PHP for every request.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const file = name => readFileSync(new URL(`../../test/fixtures/tls/${name}`, import.meta.url));
const rows = Array.from({ length: 20 }, (_, index) => ({
  uuid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  enabled: '1',
  network: `198.51.100.${index}/32`,
  gateway: 'WAN_GW',
  '%gateway': 'WAN_GW - 203.0.113.1',
  descr: `route ${index}`,
}));
const body = JSON.stringify({ total: rows.length, rowCount: rows.length, current: 1, rows });
const version = JSON.stringify({ name: 'firewall.example.net', versions: ['OPNsense 26.7.2-amd64'] });
const THINKING_MS = Number(process.argv[2] ?? 0);
let handshakes = 0;
const server = createServer({ key: file('self-signed.key'), cert: file('self-signed.crt'), keepAliveTimeout: 30_000 }, (request, response) => {
  request.resume().on('end', () => {
    const text = request.url === '/count' ? String(handshakes) : request.url.includes('system_information') ? version : body;
    const answer = () => response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }).end(text);
    if (THINKING_MS > 0) setTimeout(answer, THINKING_MS);
    else answer();
  });
});
server.on('secureConnection', () => (handshakes += 1));
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.on('end', () => process.exit()).resume();
