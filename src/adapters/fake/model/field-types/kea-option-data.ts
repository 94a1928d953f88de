import { type Field } from '../model';
import { addressFamily } from '../network';

type Encoding = keyof typeof VALUE_CHECKS;

/** Which values each encoding takes. */
const VALUE_CHECKS = {
  hex: (value: string) => /^([0-9A-Fa-f]{2})+$/.test(value),
  'ipv4-address': (value: string) => listOf(value).every(each => addressFamily(each) === 4),
  'ipv6-address': (value: string) => listOf(value).every(each => addressFamily(each) === 6),
  uint8: (value: string) => isUnsigned(value, 8),
  uint16: (value: string) => isUnsigned(value, 16),
  uint32: (value: string) => isUnsigned(value, 32),
  int32: (value: string) => /^-?\d+$/.test(value) && Number(value) >= -(2 ** 31) && Number(value) < 2 ** 31,
  boolean: (value: string) => ['true', 'false', '0', '1'].includes(value.trim().toLowerCase()),
  string: (value: string) => !/['"]/.test(value),
  fqdn: (value: string) => /^([a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]+$/.test(value),
};

type Codes = Readonly<Partial<Record<Encoding, string>>>;

/** The DHCP options that have an encoding beside `hex`, which every option takes. */
const ENCODED: Readonly<Record<'dhcp4' | 'dhcp6', Codes>> = {
  dhcp4: {
    'ipv4-address': '1 3-11 16 21 28 32-33 41-42 44-45 48-50 54 65 68-76 85 89 92 112 118 136 138',
    int32: '2',
    string: '12 14 17-18 40 47 56 60 62 64 66-67 86-87 98 100-101 113-114',
    uint16: '13 22 25-26 57 93 117',
    fqdn: '15 88 119 137 141 213',
    boolean: '19-20 27 29-31 34 36 39',
    uint8: '23 37 46 52-53 55 116',
    uint32: '24 35 38 51 58-59 91 108 125',
  },
  dhcp6: {
    uint16: '6 8 13 43 61',
    uint8: '7',
    'ipv6-address': '12 22-23 27-28 31 34 40 48 52 80 88 90 143',
    fqdn: '21 24 29-30 33 51 57-58 64-65',
    uint32: '32 46 82-83',
    string: '41-42 59 103',
  },
};

/** What is wrong with the value of a DHCP option, whose code and encoding are sibling fields. */
export function optionDataProblems(value: string, { spec, parent }: Field): string[] {
  const sibling = (property: string, usual: string): string => parent.text(String(spec.props?.[property] ?? usual));
  const encoding = sibling('EncodingSource', 'encoding');
  if (!isEncoding(encoding)) return ['This encoding is not known; hex can be used for every option.'];
  const space = spec.props?.['OptionSpace'] === 'dhcp6' ? 'dhcp6' : 'dhcp4';
  const code = Number.parseInt(sibling('CodeSource', 'code'), 10) || 0;
  if (encoding !== 'hex' && !includes(ENCODED[space][encoding] ?? '', code)) return ['This option has another encoding; hex can be used for every option.'];
  return VALUE_CHECKS[encoding](value) ? [] : ['The value does not fit its encoding.'];
}

function isEncoding(text: string): text is Encoding {
  return Object.hasOwn(VALUE_CHECKS, text);
}

function includes(codes: string, code: number): boolean {
  return codes.split(' ').some(part => {
    const [from = '', to = from] = part.split('-');
    return from !== '' && code >= Number(from) && code <= Number(to);
  });
}

function listOf(value: string): string[] {
  return value.split(',').map(each => each.trim()).filter(each => each !== '');
}

function isUnsigned(value: string, bits: number): boolean {
  return /^\d+$/.test(value) && Number(value) < 2 ** bits;
}
