/** Kinds of HAProxy's objects, as the tools name them. */
export const RESOURCE_TYPES = ['frontends', 'backends', 'servers', 'actions', 'acls', 'healthchecks', 'errorfiles', 'resolvers', 'mailers'] as const;

/** A kind of HAProxy's objects. */
export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** What lists show of each kind beside name and description: our word, and OPNsense's field. */
export const SHOWN: Readonly<Record<ResourceType, Readonly<Record<string, string>>>> = {
  frontends: { bind: 'bind', mode: 'mode', default_backend: 'defaultBackend', rules: 'linkedActions', tls: 'ssl_enabled', certificates: 'ssl_certificates' },
  backends: { mode: 'mode', algorithm: 'algorithm', servers: 'linkedServers', health_check: 'healthCheck', rules: 'linkedActions' },
  servers: { type: 'type', address: 'address', port: 'port', mode: 'mode', weight: 'weight', service: 'serviceName', tls: 'ssl' },
  actions: { type: 'type', when: 'testType', conditions: 'linkedAcls', operator: 'operator', backend: 'use_backend', server: 'use_server' },
  acls: { expression: 'expression', negate: 'negate' },
  healthchecks: { type: 'type', interval: 'interval', uri: 'http_uri' },
  errorfiles: { code: 'code' },
  resolvers: { nameservers: 'nameservers' },
  mailers: { mailservers: 'mailservers', sender: 'sender', recipient: 'recipient' },
};
