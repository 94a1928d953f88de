import { configured } from '../../../core/audit';
import { at, entriesOf, type Fields, fieldsOf, isOn, listOf, textOf } from '../../../core/packet-filter';

/** Where HAProxy takes requests. */
export interface HaproxyFrontend {
  readonly uuid: string;
  readonly name: string;
  /** False for one that passes bytes on. */
  readonly http: boolean;
  readonly tls: boolean;
  /** Addresses that it listens on. */
  readonly binds: readonly string[];
  /** The oldest version of TLS; '' for HAProxy's own choice, which is 1.2. */
  readonly oldestTls: string;
  /** Cipher suites up to TLS 1.2 as OpenSSL names them; none for HAProxy's own choice. */
  readonly ciphers: readonly string[];
  readonly hsts: boolean;
  /** What its rules and its own lines say, in lower case, one a line. */
  readonly lines: string;
}

/** Servers that share the requests. */
export interface HaproxyBackend {
  readonly uuid: string;
  readonly name: string;
  readonly checksHealth: boolean;
}

/** A server to which HAProxy speaks TLS. */
export interface HaproxyTlsServer {
  readonly uuid: string;
  readonly name: string;
  readonly verified: boolean;
}

/** HAProxy as far as the audit looks; only what is enabled and used. */
export interface Haproxy {
  readonly enabled: boolean;
  readonly frontends: readonly HaproxyFrontend[];
  readonly backends: readonly HaproxyBackend[];
  readonly tlsServers: readonly HaproxyTlsServer[];
  /** Addresses where the page of statistics is served beside the firewall itself. */
  readonly statisticsAt: readonly string[];
  readonly statisticsAsk: boolean;
}

const isActive = (fields: Fields): boolean => textOf(fields, 'enabled') !== '0';
const LINES = ['http_request_redirect', 'http_request_option', 'http_response_set_header_name', 'http_response_set_header_content', 'http_response_add_header_name', 'http_response_option', 'http_after_response_option', 'custom', 'customOptions'];

/** The settings of HAProxy. */
export const haproxy = configured<Haproxy>('the settings of HAProxy', 'OPNsense.HAProxy', value => {
  const general = fieldsOf(at(value, 'general'));
  const tuning = fieldsOf(general['tuning']);
  const stats = fieldsOf(general['stats']);
  const items = (plural: string, single: string): Fields[] => listOf(at(value, plural, single)).filter(isActive);
  const rules = new Map(items('actions', 'action').map(fields => [textOf(fields, '@uuid'), fields]));
  const backends = items('backends', 'backend').filter(fields => textOf(fields, 'linkedServers') !== '');
  const byUuid = new Map(backends.map(fields => [textOf(fields, '@uuid'), fields]));
  const used = new Set(backends.flatMap(fields => entriesOf(textOf(fields, 'linkedServers'))));
  const verifies = textOf(tuning, 'sslServerVerify') || 'ignore';
  const linesOf = (fields: Fields | undefined): string[] => (fields === undefined ? [] : [fields, ...entriesOf(textOf(fields, 'linkedActions')).flatMap<Fields>(uuid => rules.get(uuid) ?? [])].map(lineOf));
  return {
    enabled: isOn(general, 'enabled'),
    frontends: items('frontends', 'frontend').map(fields => {
      const [tls, own, all] = [isOn(fields, 'ssl_enabled'), isOn(fields, 'ssl_advancedEnabled'), isOn(tuning, 'ssl_defaultsEnabled')];
      const chosen = own ? fields : all ? tuning : {};
      const options = textOf(chosen, 'ssl_bindOptions');
      return {
        uuid: textOf(fields, '@uuid'), name: textOf(fields, 'name'), http: (textOf(fields, 'mode') || 'http') === 'http', tls, binds: entriesOf(textOf(fields, 'bind')),
        oldestTls: /force-(sslv3|tlsv1[01])/.exec(options)?.[1] ?? textOf(chosen, 'ssl_minVersion'),
        ciphers: textOf(chosen, 'ssl_cipherList').split(':').filter(name => name !== ''),
        hsts: tls && own && isOn(fields, 'ssl_hstsEnabled'),
        lines: [...linesOf(fields), ...linesOf(byUuid.get(textOf(fields, 'defaultBackend')))].join('\n').toLowerCase(),
      };
    }),
    backends: backends.map(fields => ({ uuid: textOf(fields, '@uuid'), name: textOf(fields, 'name'), checksHealth: textOf(fields, 'healthCheckEnabled') !== '0' })),
    tlsServers: items('servers', 'server')
      .filter(fields => isOn(fields, 'ssl') && used.has(textOf(fields, '@uuid')))
      .map(fields => ({ uuid: textOf(fields, '@uuid'), name: textOf(fields, 'name'), verified: verifies === 'ignore' ? textOf(fields, 'sslVerify') !== '0' : verifies === 'required' })),
    statisticsAt: isOn(stats, 'enabled') && isOn(stats, 'remoteEnabled') ? entriesOf(textOf(stats, 'remoteBind')) : [],
    statisticsAsk: isOn(stats, 'authEnabled'),
  };
});

function lineOf(fields: Fields): string {
  return LINES.map(name => textOf(fields, name)).filter(text => text !== '').join(' ');
}
