/** The packet filter's log as a resource. */
export const WHOLE_LOG = { uri: 'opnsense://firewall-log', name: 'firewall-log', title: 'Firewall log', mediaType: 'text/csv' } as const;
