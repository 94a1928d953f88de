// The public surface for tests of plugins: opnsense-mcp/testing.
export * from './adapters/testkit';
