import { configDownload } from '../../../core';
import { type Fact } from '../../../core/audit';
import { at, type Fields, isOn, isSet, listOf, textOf } from '../../../core/packet-filter';

/** A server or a client of OpenVPN that is on. */
export interface OpenvpnInstance {
  /** A uuid, or `server-N` and `client-N` for one of the older kind. */
  readonly key: string;
  readonly name: string;
  readonly role: 'server' | 'client';
  /** One key for both sides, instead of TLS. */
  readonly sharedKey: boolean;
  /** Whether packets before the login have to carry a key (tls-auth, tls-crypt). */
  readonly controlKey: boolean;
  /** Of a server: whether clients have to show a certificate. */
  readonly clientCertificate: boolean;
  /** Of a client: whether it makes sure that a server answers, and not another client. */
  readonly checksServer: boolean;
  /** Ciphers that it accepts; none for OpenVPN's own choice. */
  readonly ciphers: readonly string[];
  /** The digest that authenticates packets; '' for OpenVPN's own choice. */
  readonly digest: string;
  readonly compresses: boolean;
}

const wordsOf = (text: string): string[] => text.split(/[,:]/).filter(word => word !== '');
/** Framing without compression, and a refusal of it. */
const PLAIN = ['', 'no', 'pfc', 'stub', 'stub-v2'];

/** The servers and clients of OpenVPN that are on, of both kinds. */
export const openvpn: Fact<readonly OpenvpnInstance[]> = {
  name: 'the settings of OpenVPN',
  uses: [configDownload],
  read: async ({ config }) => {
    const [model, old] = await Promise.all([config.section('OPNsense.OpenVPN'), config.section('openvpn')]);
    const instances = listOf(at(model, 'Instances', 'Instance')).filter(fields => textOf(fields, 'enabled') !== '0').map(ofInstance);
    const older = (['server', 'client'] as const).flatMap(role => listOf(at(old, `openvpn-${role}`)).filter(fields => !isSet(fields, 'disable')).map(fields => ofOlder(role, fields)));
    return [...instances, ...older];
  },
};

function ofInstance(fields: Fields): OpenvpnInstance {
  const key = textOf(fields, '@uuid');
  return {
    key, name: textOf(fields, 'description') || `Instance ${textOf(fields, 'vpnid')}`, role: textOf(fields, 'role') === 'client' ? 'client' : 'server', sharedKey: false,
    controlKey: textOf(fields, 'tls_key') !== '', clientCertificate: textOf(fields, 'verify_client_cert') !== 'none',
    checksServer: isOn(fields, 'remote_cert_tls') || textOf(fields, 'verify-x509-name') !== '',
    ciphers: [...new Set([...wordsOf(textOf(fields, 'data-ciphers')), ...wordsOf(textOf(fields, 'data-ciphers-fallback'))])], digest: textOf(fields, 'auth'), compresses: false,
  };
}

function ofOlder(role: 'server' | 'client', fields: Fields): OpenvpnInstance {
  const [mode, number] = [textOf(fields, 'mode'), textOf(fields, 'vpnid')];
  return {
    key: `${role}-${number}`, name: textOf(fields, 'description') || `${role === 'server' ? 'Server' : 'Client'} ${number}`, role, sharedKey: mode === 'p2p_shared_key',
    controlKey: textOf(fields, 'tls') !== '', clientCertificate: mode !== 'server_user', checksServer: /^\s*(?:remote-cert-tls\s+server|verify-x509-name\s)/m.test(textOf(fields, 'custom_options').replaceAll(';', '\n')),
    ciphers: wordsOf(textOf(fields, 'crypto')), digest: textOf(fields, 'digest'), compresses: !PLAIN.includes(textOf(fields, 'compression')),
  };
}
