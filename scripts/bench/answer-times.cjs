// Loaded into a server before its code: says on stderr how long each answer took inside it, from its request read to its answer written, and how much of that
// it computed, both in milliseconds.
'use strict';
const { stdin, stdout, stderr } = process;
let read = 0;
let computed = process.cpuUsage();
const push = stdin.push;
stdin.push = function (chunk, ...rest) {
  read = performance.now();
  computed = process.cpuUsage();
  return push.call(this, chunk, ...rest);
};
const write = stdout.write;
stdout.write = function (...given) {
  const written = write.apply(this, given);
  const took = performance.now() - read;
  const { user, system } = process.cpuUsage(computed);
  stderr.write(`${took} ${(user + system) / 1000}\n`);
  return written;
};
