import { type Haproxy, type HaproxyFrontend } from '../../../../../src/plugins/security/facts/haproxy.fact';

/** HAProxy as it should be, unless said otherwise. */
export function settings(facts: Partial<Haproxy> = {}): { haproxy: Haproxy } {
  const good = { enabled: true, frontends: [], backends: [{ uuid: 'one', name: 'Pool', checksHealth: true }], tlsServers: [{ uuid: 'one', name: 'web', verified: true }], statisticsAt: ['192.168.1.1:8822'], statisticsAsk: true };
  return { haproxy: { ...good, ...facts } };
}

/** The same with one frontend: a site as it should be, unless said otherwise. */
export function frontend(facts: Partial<HaproxyFrontend> = {}): { haproxy: Haproxy } {
  const good = { uuid: 'one', name: 'Site', http: true, tls: true, binds: ['192.0.2.1:443'], oldestTls: '', ciphers: [], hsts: true, lines: 'x-content-type-options nosniff\nx-frame-options deny' };
  return settings({ frontends: [{ ...good, ...facts }] });
}
