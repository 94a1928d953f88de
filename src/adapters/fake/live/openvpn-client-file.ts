import { UntaughtFault } from '../machine';
import { isEmpty, toText } from '../model/php';
import { type Row } from '../model/search';

/** A client's configuration file for OpenVPN, made of what the export knows of the server, the certificates and the presets. */
export function openvpnClientFile(config: Row): string {
  return [...directives(config), ...inlineFiles(config)].join('\n');
}

function directives(config: Row): string[] {
  const text = (name: string): string => toText(config[name]);
  const when = (name: string, ...lines: readonly string[]): readonly string[] => (isEmpty(config[name]) ? [] : lines);
  const protocol = text('protocol');
  const subject = config['server_subject'] as Readonly<Record<string, string>> | undefined;
  return [
    `dev ${text('dev_mode') === 'tap' ? 'tap' : 'tun'}`, 'persist-tun', 'persist-key',
    ...(protocol.toLowerCase().startsWith('tcp') ? [`proto ${protocol.toLowerCase()}-client`] : []),
    ...(text('crypto') === 'none' ? [] : when('crypto', `data-ciphers-fallback ${text('crypto')}`)),
    ...when('digest', `auth ${text('digest')}`),
    'client', 'resolv-retry infinite',
    ...(text('reneg-sec') === '' ? [] : [`reneg-sec ${text('reneg-sec')}`]),
    ...text('hostname').split(',').map(host => `remote ${host} ${text('local_port')} ${protocol.toLowerCase()}`),
    ...when('random_local_port', 'lport 0'),
    ...(subject === undefined ? [] : when('validate_server_cn', `verify-x509-name "${Object.entries(subject).map(([name, value]) => `${name}=${value}`).join(', ')}" subject`, ...when('server_cert_is_srv', 'remote-cert-tls server'))),
    ...(isEmpty(config['client_cn']) ? [] : when('cryptoapi', `cryptoapicert "SUBJ:${text('client_cn')}"`)),
    ...(['server_user', 'server_tls_user'].includes(text('mode')) ? ['auth-user-pass', ...when('auth_nocache', 'auth-nocache')] : []),
    ...when('static_challenge', 'static-challenge "Enter OTP token:" 1'),
    ...text('plain_config').split(/\r\n|\r|\n/).filter(line => !isEmpty(line)),
  ];
}

function inlineFiles(config: Row): string[] {
  const text = (name: string): string => toText(config[name]);
  const inline = (tag: string, content: string): string[] => [`<${tag}>`, ...content.split('\n'), `</${tag}>`];
  const hasClient = !isEmpty(config['client_crt']) && isEmpty(config['cryptoapi']);
  if (text('tlsmode') === 'crypt-v2') throw new UntaughtFault('how OpenVPN makes a key of a client for tls-crypt-v2');
  return [
    ...(isEmpty(config['server_ca_chain']) ? [] : inline('ca', text('server_ca_chain'))),
    ...(hasClient ? [...inline('cert', text('client_crt').trim()), ...inline('key', text('client_prv').trim())] : []),
    ...(isEmpty(config['tls']) ? [] : text('tlsmode') === 'crypt' ? inline('tls-crypt', text('tls').trim()) : [...inline('tls-auth', text('tls').trim()), 'key-direction 1']),
  ];
}
