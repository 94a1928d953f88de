import { type Field } from '../model';
import { isAddress, isDomain, isSubnet } from '../network';
import { type Choice, type Choices, type FieldType } from './field-type';
import { chosenMap, LIST, sortedByLabel } from './list-type';

const IKE_ADDRESS: FieldType = {
  answer: ({ value }) => chosenMap(value, ','),
  problems: value => value.split(',').filter(each => !isAddress(each) && !isSubnet(each) && !isDomain(each)).map(each => `${each} is no host name, address or network.`),
};

/** Field types of IPsec. */
export const IPSEC_TYPES: Readonly<Record<string, FieldType>> = {
  'IPsec.CharonLogLevel': LIST(
    () =>
      new Map([
        ['-1', 'Absolutely silent'],
        ['0', 'Very basic auditing logs, (e.g. SA up/SA down)'],
        ['1', 'Generic control flow with errors (default)'],
        ['2', 'More detailed debugging control flow'],
        ['3', 'Including RAW data dumps in hex'],
        ['4', 'Also include sensitive material in dumps, e.g. keys'],
      ]),
    { unset: () => '1', required: true },
  ),
  // Its class was renamed in 25.1.
  'IPsec.IKEAdress': IKE_ADDRESS,
  'IPsec.IKEAddress': IKE_ADDRESS,
  'IPsec.IPsecProposal': LIST(proposals),
  'IPsec.Pools': LIST(({ parent }) => sortedByLabel([...parent.model.list('Pools.Pool').items.map(([uuid, pool]): [string, string] => [uuid, pool.text('name')]), ['radius', 'radius']])),
};

const GROUPS: readonly (readonly [name: string, label: string])[] = [
  ['modp2048', 'DH14'], ['modp3072', 'DH15'], ['modp4096', 'DH16'], ['modp6144', 'DH17'], ['modp8192', 'DH18'],
  ['ecp224', 'DH26, NIST EC'], ['ecp256', 'DH19, NIST EC'], ['ecp384', 'DH20, NIST EC'], ['ecp521', 'DH21, NIST EC'],
  ['ecp224bp', 'DH27, Brainpool EC'], ['ecp256bp', 'DH28, Brainpool EC'], ['ecp384bp', 'DH29, Brainpool EC'], ['ecp512bp', 'DH30, Brainpool EC'],
  ['x25519', 'DH31, Modern EC'], ['x448', 'DH32, Modern EC'],
];
const WEAK_GROUPS: readonly (readonly [name: string, label: string])[] = [['modp1024', 'DH2'], ['modp1536', 'DH5']];
const GROUP_LABELS: ReadonlyMap<string, string> = new Map([...GROUPS, ...WEAK_GROUPS]);
const CIPHERS = ['aes128', 'aes192', 'aes256', 'aes128gcm16', 'aes192gcm16', 'aes256gcm16'];
const HASHES = ['sha256', 'sha384', 'sha512', 'aesxcbc'];

const COMMON = ['aes256-sha256-modp2048', 'aes256-sha512-modp2048', 'aes128-sha256-modp2048', 'aes128-sha512-modp2048', 'aes256-sha256-modp4096', 'aes256-sha512-modp4096', 'aes256-sha256-ecp521', 'aes256-sha512-ecp521'];

function proposals({ spec, models }: Field): Choices {
  const phase = String(spec.props?.['Phase'] ?? '').trim();
  return models.once(`proposals ${phase}`, () => {
    const choices = new Map<string, Choice>([['default', { value: 'default', optgroup: 'Internal' }]]);
    const add = (names: readonly string[], optgroup: string): void => {
      for (const name of names) if (!choices.has(name)) choices.set(name, { value: labelOf(name, optgroup, models.since('26.1')), optgroup });
    };
    add(COMMON, 'Commonly used AES');
    add(combined(phase, models.since('25.7'), models.since('26.1')), COMBINED);
    add(insecure(models.since('25.1'), models.since('26.1')), 'Commonly used, but insecure cipher suites');
    const all = CIPHERS.flatMap(cipher => HASHES.flatMap(hash => GROUPS.map(([group]) => [cipher, hash, group])));
    const isCombined = ([cipher = '']: readonly string[]): boolean => phase !== '1' && cipher.includes('gcm');
    add(all.map(parts => (isCombined(parts) ? [parts[0], parts[2]] : parts).join('-')), 'Miscellaneous');
    add(all.filter(isCombined).map(parts => parts.join('-')), 'Miscellaneous');
    return choices;
  });
}

const COMBINED = 'Commonly used combined-mode (AEAD) ciphers';

/** Ciphers that check integrity themselves; in phase 1 they need a pseudo-random function. */
function combined(phase: string, withoutGroup: boolean, withChacha: boolean): string[] {
  const groups = ['modp2048', 'ecp521', 'x25519', 'x448'];
  const chacha = ['x25519', 'x448'];
  if (phase !== '1') {
    return [
      ...['aes256gcm16', 'aes128gcm16'].flatMap(cipher => groups.map(group => `${cipher}-${group}`)),
      ...(withoutGroup ? ['aes256gcm16'] : []),
      ...(withChacha ? [...chacha.map(group => `chacha20poly1305-${group}`), 'chacha20poly1305'] : []),
    ];
  }
  const suites = (cipher: string, names: readonly string[], hashes: readonly string[]): string[] => names.flatMap(group => hashes.map(hash => `${cipher}-${hash}-${group}`));
  return [...['aes256gcm16', 'aes128gcm16'].flatMap(cipher => suites(cipher, groups, ['sha256', 'sha512'])), ...(withChacha ? suites('chacha20poly1305', chacha, ['sha256', 'sha384', 'sha512']) : [])];
}

function insecure(since251: boolean, since261: boolean): string[] {
  return [
    'aes256-sha1-modp2048',
    ...(since261 ? ['aes192-sha1-modp2048'] : []),
    'aes128-sha1-modp2048', 'aes256-sha1-modp4096', 'aes256-sha1-ecp521',
    ...(since251 ? ['aes256-sha256-modp1024'] : []),
    'aes256-sha512-modp1024',
    ...(since261 ? ['aes256-sha256-modp1536', 'aes128-sha256-modp1536', 'aes256gcm16-sha256-modp1536'] : []),
    ...(since251 ? ['aes256-sha1'] : []),
    'aes256-sha256', 'null',
  ];
}

function labelOf(name: string, optgroup: string, since261: boolean): string {
  if (name === 'null') return 'null (testing only, no encryption and no integrity checking!)';
  const group = GROUP_LABELS.get(name.split('-').at(-1) ?? '');
  if (group === undefined) return since261 && optgroup === COMBINED ? `${name} [no PFS]` : name;
  return `${optgroup === COMBINED ? name.replace(/-x(?=25519$|448$)/, '-curve') : name} [${group}]`;
}
