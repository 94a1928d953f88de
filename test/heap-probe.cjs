// Preloaded into a server under test: on SIGUSR2 it collects garbage and says on stderr how much memory is in use.
process.on('SIGUSR2', () => {
  global.gc();
  process.stderr.write(`heap ${process.memoryUsage().heapUsed} bytes\n`);
});
