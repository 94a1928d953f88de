import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type Group, type Problem } from './model';

/** What the models of IPsec check beyond their fields, by model and list. */
export const IPSEC_CHECKS: Readonly<Record<string, Readonly<Record<string, (item: Group) => Problem[]>>>> = {
  'OPNsense.IPsec.IPsec': { 'keyPairs.keyPair': checkKeyPair },
  'OPNsense.IPsec.Swanctl': { 'VTIs.VTI': checkInterface, 'SPDs.SPD': checkPolicy, 'remotes.remote': checkRemote },
};

function checkKeyPair(pair: Group): Problem[] {
  if (!['keyType', 'privateKey', 'publicKey'].some(name => pair.field(name).changed)) return [];
  const problems: Problem[] = [];
  const refuse = (name: string, message: string): undefined => {
    problems.push({ reference: `${pair.reference}.${name}`, message });
    return undefined;
  };
  const read = (name: string, parse: (text: string) => KeyObject): KeyObject | undefined => {
    const text = pair.text(name);
    if (text === '') return undefined;
    try {
      const key = parse(text);
      return ['rsa', 'ec'].includes(key.asymmetricKeyType ?? '') ? key : refuse(name, 'A key of RSA or of an elliptic curve is needed.');
    } catch {
      return refuse(name, 'The key cannot be read.');
    }
  };
  const publicKey = read('publicKey', createPublicKey);
  const privateKey = read('privateKey', text => createPublicKey(createPrivateKey(text)));
  if (publicKey !== undefined && privateKey !== undefined && fingerprint(publicKey) !== fingerprint(privateKey)) refuse('privateKey', 'The keys do not belong together.');
  // OPNsense fills these in while it checks.
  pair.field('keySize').set(publicKey === undefined ? '0' : String(bitsOf(publicKey)));
  pair.field('keyFingerprint').set(publicKey === undefined ? '' : fingerprint(publicKey));
  return problems;
}

function fingerprint(key: KeyObject): string {
  const digest = createHash('sha1').update(key.export({ type: 'spki', format: 'der' })).digest('hex');
  return digest.match(/../g)?.join(':') ?? '';
}

function bitsOf({ asymmetricKeyDetails }: KeyObject): number {
  const curves: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };
  return asymmetricKeyDetails?.modulusLength ?? curves[asymmetricKeyDetails?.namedCurve ?? ''] ?? 0;
}

function checkInterface(tunnel: Group): Problem[] {
  const problems: Problem[] = [];
  const refuse = (name: string, message: string): unknown => problems.push({ reference: `${tunnel.reference}.${name}`, message });
  const family = (name: string): string => (tunnel.text(name) === '' ? '-' : tunnel.text(name).includes(':') ? 'inet6' : 'inet');
  if ((tunnel.text('local') === '') !== (tunnel.text('remote') === '')) refuse('local', 'Give both addresses or none.');
  for (const [own, other] of [['local', 'remote'], ['tunnel_local', 'tunnel_remote'], ['tunnel_local2', 'tunnel_remote2']] as const) {
    if (family(own) !== family(other)) refuse(own, 'Both addresses need the same protocol.');
  }
  return problems;
}

function checkPolicy(policy: Group): Problem[] {
  const isSet = (name: string): boolean => policy.text(name) !== '';
  return isSet('reqid') === isSet('connection_child') ? [{ reference: `${policy.reference}.connection_child`, message: 'Give a request id or a child.' }] : [];
}

function checkRemote(remote: Group): Problem[] {
  if (!remote.model.models.since('25.1') || remote.text('cacerts') === '' || remote.text('certs') === '') return [];
  return [{ reference: `${remote.reference}.certs`, message: 'Give a certificate or an authority, not both.' }];
}
