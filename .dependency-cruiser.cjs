// The one dependency rule of this project, as sentences. main → everything; adapters → core → ports; plugins → core, ports.
const rooms = (...names) => `^src/(${names.join('|')})/`;
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('ports-know-nobody', 'A port is a promise; it imports only other ports.', { path: rooms('ports') }, { pathNot: rooms('ports') }),
    rule('core-knows-only-ports', 'The core has no idea who drives it or what it drives.', { path: rooms('core') }, { path: '^src/', pathNot: rooms('core', 'ports') }),
    rule('adapters-never-touch-plugins', 'Adapters plug into the core, never into a domain.', { path: rooms('adapters') }, { path: rooms('plugins') }),
    rule('plugins-know-core-and-ports', 'Swapping HTTP for the fake must not change a plugin.', { path: rooms('plugins') }, { path: '^src/', pathNot: rooms('plugins', 'core', 'ports') }),
    rule('plugins-are-strangers', 'A plugin never imports another plugin.', { path: '^src/plugins/([^/]+)/' }, { path: '^src/plugins/', pathNot: '^src/plugins/$1/' }),
    rule('plugins-do-no-io', 'A plugin has no file system, network or process of its own.', { path: rooms('plugins') }, { dependencyTypes: ['core'] }),
    rule('enter-core-by-the-door', 'The core is entered through its index.', { path: '^src/', pathNot: rooms('core') }, { path: rooms('core'), pathNot: '/index\\.ts$' }),
    rule('enter-ports-by-the-door', 'The ports are entered through their index.', { path: '^src/', pathNot: rooms('ports') }, { path: rooms('ports'), pathNot: '/index\\.ts$' }),
    rule('nobody-imports-main', 'The composition root composes; nobody leans on it.', { path: '^src/' }, { path: '^src/main\\.ts$' }),
    rule('mcp-stays-in-its-adapter', 'Only the MCP adapter and the test kit know that MCP exists.', { path: '^src/', pathNot: '^src/adapters/(mcp|testkit)/' }, { path: '(^|/)@modelcontextprotocol/' }),
    rule('axios-stays-in-its-adapter', 'Only the HTTPS adapter knows that HTTP exists.', { path: '^src/', pathNot: '^src/adapters/opnsense-http/' }, { path: '(^|/)axios(/|$)' }),
    rule('product-without-test-tools', 'What ships does not need what tests need.', { path: '^src/' }, { dependencyTypes: ['npm-dev'] }),
    rule('everything-resolves', 'An import that cannot be resolved escapes every rule above.', {}, { couldNotResolve: true }),
    rule('no-cycles', 'A cycle at run time is two modules that are really one; types may speak of each other.', { path: '^src/' }, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
