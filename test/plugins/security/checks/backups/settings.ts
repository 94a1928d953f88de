import { type Logging } from '../../../../../src/plugins/security/facts/logging.fact';
import { type RemoteBackup } from '../../../../../src/plugins/security/facts/remote-backups.fact';

/** An encrypted backup over an encrypted connection, unless said otherwise. */
export function backup(name: string, facts: Partial<RemoteBackup> = {}): RemoteBackup {
  return { name, encrypted: true, secureTransport: true, target: 'https://store.example.net', ...facts };
}

/** A firewall that keeps its logs for 31 days, unless said otherwise. */
export function logging(facts: Partial<Logging> = {}): Logging {
  return { enabled: true, local: true, days: 31, destinations: [], logsDefaultBlock: true, ...facts };
}

/** A log server. */
export function server(transport: string, host = 'log.example.net'): Logging['destinations'][number] {
  return { uuid: `uuid of ${host}`, host, port: '514', transport, description: '' };
}
