// @ts-check
/* A process that runs the built command as often as it is asked to, so that a guide of many commands does not load it for each. It prints its port; one request
   is a line of base64 (working directory, number of arguments, arguments, environment, each with a zero byte), its answer three: exit code, stdout, stderr. */
const { createServer } = require('node:net');
const { run } = require('../../dist/server.js');

// Each run listens for signals as if it were the only one.
process.setMaxListeners(0);

/** @type {Promise<unknown>} */
let last = Promise.resolve();

/** @param {Buffer} request */
async function answer(request) {
  const [cwd = '', count = '0', ...rest] = request.toString().split('\0').slice(0, -1);
  const environment = rest.slice(Number(count)).map(each => /** @type {[string, string]} */ ([each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]));
  /** @type {{ stdout: Buffer[], stderr: Buffer[] }} */
  const written = { stdout: [], stderr: [] };
  const own = { env: process.env, stdout: process.stdout.write, stderr: process.stderr.write };
  process.env = Object.fromEntries(environment);
  process.chdir(cwd);
  process.exitCode = 0;
  for (const stream of /** @type {const} */ (['stdout', 'stderr'])) process[stream].write = chunk => Boolean(written[stream].push(Buffer.from(chunk)));
  await run(rest.slice(0, Number(count)));
  const code = process.exitCode;
  Object.assign(process.stdout, { write: own.stdout });
  Object.assign(process.stderr, { write: own.stderr });
  process.env = own.env;
  process.exitCode = 0;
  return [String(code), ...[written.stdout, written.stderr].map(chunks => Buffer.concat(chunks).toString('base64')), ''].join('\n');
}

const server = createServer(socket => {
  let received = '';
  socket.on('data', chunk => {
    received += chunk;
    if (received.endsWith('\n')) last = last.then(() => answer(Buffer.from(received, 'base64'))).then(text => socket.end(text));
  });
}).listen(0, '127.0.0.1', () => process.stdout.write(`${/** @type {import('node:net').AddressInfo} */ (server.address()).port}\n`));
process.stdin.on('end', () => process.exit()).resume();
