import { FieldRedactor } from '../../../src/adapters/redaction';
import { parseXml, writeXml, type XmlElement } from '../../../src/adapters/xml';
import { OpnError, REDACTED } from '../../../src/ports';
import { CANARIES, canaryXml } from './canaries';
import { seeded } from './random';

const KEY = 'w86XNZob8Oq8aC5r0kbNarNtdpoQU781';
const redactor = new FieldRedactor({ ownSecrets: [KEY] });
const PEM = Buffer.from('-----BEGIN PRIVATE KEY-----\nMIIEcanarycanary\n-----END PRIVATE KEY-----').toString('base64');

function refusal(source: string): OpnError {
  try {
    redactor.xml(source);
  } catch (problem) {
    if (problem instanceof OpnError) return problem;
  }
  throw new Error('it was not refused');
}

test('no canary of any model or older section is left, and every field is still there', () => {
  const source = canaryXml();
  const output = redactor.xml(source);
  for (const { secret } of CANARIES) {
    expect(source).toContain(secret);
    expect(output).not.toContain(secret);
  }
  const tags = (xml: string): string[] => xml.match(/<[\w-]+/g)!.sort();
  expect(tags(output)).toEqual(tags(source));
});

test('public fields, order, attributes and repetitions stay', () => {
  const source = [
    '<?xml version="1.0"?>',
    '<opnsense>',
    '  <cert uuid="a">',
    '    <descr>one &amp; &lt;two&gt;</descr>',
    '    <crt>LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUI=</crt>',
    '    <prv/>',
    '  </cert>',
    '  <cert uuid="b">',
    '    <private_key_location>firewall</private_key_location>',
    '  </cert>',
    '  <OPNsense>',
    '    <wireguard>',
    '      <server version="1.0.0">',
    '        <servers>',
    '          <server uuid="c">',
    '            <pubkey>jNQKmw+IF3llzxZHVYtMk8jlZhBGTPMoXHKGFfIgVlA=</pubkey>',
    '            <port>51820</port>',
    '          </server>',
    '        </servers>',
    '      </server>',
    '    </wireguard>',
    '    <telegraf>',
    '      <key version="1.0.0">',
    '        <keys>',
    '          <key uuid="d">',
    '            <name>site</name>',
    '            <value>north</value>',
    '          </key>',
    '        </keys>',
    '      </key>',
    '    </telegraf>',
    '  </OPNsense>',
    '</opnsense>',
    '',
  ].join('\n');
  expect(redactor.xml(source)).toBe(source);
});

test.each([
  ['CDATA', '<system><user><password><![CDATA[canary]]></password></user></system>'],
  ['character references', '<system><user><password>&#99;anary</password></user></system>'],
  ['text split by a comment', '<x><note>password=can<!-- -->ary</note></x>'],
  ['an element of an unknown plugin', '<OPNsense><acmeplus><general><apiToken>canary</apiToken></general></acmeplus></OPNsense>'],
  ['children of an element that sounds secret', '<OPNsense><other><secrets><entry note="canary"><text>canary</text></entry></secrets></other></OPNsense>'],
  ['text beside children', '<x><psk>canary<y>canary</y>canary</psk></x>'],
  ['an attribute', '<x><peer preshared_key="canary" password=\'canary\'/></x>'],
  ['an address in a description', '<x><descr>https://u:canary@example.com/</descr></x>'],
  ['a name and a value', '<x><item><name>api_password</name><value>canary</value></item></x>'],
  ['upper case', '<SYSTEM><USER><OTP_SEED>canary</OTP_SEED></USER></SYSTEM>'],
  ['a mixed spelling', '<x><Wifi.Pass-Phrase>canary</Wifi.Pass-Phrase></x>'],
  ['a comment', '<!-- canary --><x/>'],
  ['a processing instruction', '<?canary canary?><x/>'],
])('%s gives nothing away', (_name, inside) => {
  expect(redactor.xml(`<opnsense>${inside}</opnsense>`)).not.toContain('canary');
});

test('an encoded private key is hidden in any element', () => {
  expect(redactor.xml(`<opnsense><x><blob a="${PEM}">${PEM}</blob></x></opnsense>`)).toContain(`<blob a="${REDACTED}">${REDACTED}</blob>`);
});

test('reveal keeps the firewall\'s secrets and not ours', () => {
  const output = redactor.xml(`<opnsense><a><password>hunter22</password><apikeys>${KEY}|$6$x$y</apikeys><b>x\u202ey</b></a></opnsense>`, { reveal: true });
  expect(output).toContain('<password>hunter22</password>');
  expect(output).toContain(`<apikeys>${REDACTED}|$6$x$y</apikeys>`);
  expect(output).toContain('<b>xy</b>');
});

test.each([
  ['nothing', ''],
  ['a text', 'canary'],
  ['JSON', '{"errorMessage":"canary"}'],
  ['HTML', '<!DOCTYPE html><html><body>canary<br></body></html>'],
  ['HTML without a type', '<html><body>canary<br></body></html>'],
  ['entities of its own', '<!DOCTYPE x [<!ENTITY a "canary">]><opnsense>&a;</opnsense>'],
  ['an unknown entity', '<opnsense>&canary;</opnsense>'],
  ['a lone &', '<opnsense>canary & co</opnsense>'],
  ['two roots', '<opnsense/><canary/>'],
  ['a second root that stays open', '<opnsense/><canary>'],
  ['text after the root', '<opnsense/>canary'],
  ['crossed tags', '<opnsense><a><canary></a></canary></opnsense>'],
  ['an attribute without quotes', '<opnsense><a canary=canary/></opnsense>'],
  ['an attribute twice', '<opnsense><a b="canary" b="canary"/></opnsense>'],
  ['an open comment', '<opnsense><!-- canary </opnsense>'],
  ['an open CDATA', '<opnsense><![CDATA[canary</opnsense>'],
  ['too deep', `${'<a>'.repeat(200)}canary${'</a>'.repeat(200)}`],
  ['a bad reference', '<opnsense>&#x999999;canary</opnsense>'],
])('%s is refused without being quoted', (_name, source) => {
  const problem = refusal(source);
  expect(problem.code).toBe('OPN_BAD_ANSWER');
  expect(problem.describe()).not.toContain('canary');
});

test('cut off anywhere it is refused', () => {
  const source = canaryXml().trimEnd();
  const random = seeded(7);
  for (let round = 0; round < 100; round++) {
    const problem = refusal(source.slice(0, Math.floor(random() * source.length)));
    expect(problem.code).toBe('OPN_BAD_ANSWER');
    expect(problem.describe()).not.toContain('canary');
  }
});

test('damaged anywhere it is refused or still hides the secrets of all untouched fields', () => {
  const source = canaryXml();
  const random = seeded(11);
  const alphabet = '<>/&;"x \n![]-?';
  for (let round = 0; round < 60; round++) {
    const at = Math.floor(random() * source.length);
    const damaged = source.slice(0, at) + alphabet[Math.floor(random() * alphabet.length)] + source.slice(at + 1);
    let output = '';
    try {
      output = redactor.xml(damaged);
    } catch (problem) {
      expect((problem as OpnError).code).toBe('OPN_BAD_ANSWER');
    }
    const shown = CANARIES.filter(({ secret }) => output.includes(secret));
    // a letter lost in a tag makes two tags that do not fit, so only text can change unnoticed
    expect(shown).toEqual([]);
  }
});

test('what is read and written again reads the same', () => {
  const root = parseXml('<a b="1&quot;&#10;2"><c>x &lt; y</c><c/>tail<d><e f=\'g\'> spaced </e></d></a>');
  expect(root.children.map(child => child.text)).toEqual(['x < y', '', '']);
  const plain = (element: XmlElement): unknown => JSON.parse(JSON.stringify(element, (key, value: unknown) => (key === 'start' || key === 'end' ? undefined : value)));
  expect(plain(parseXml(writeXml(root)))).toEqual({ ...(plain(root) as object), text: 'tail\n  \n  \n  \n' });
  expect(root.children[2]?.children[0]).toMatchObject({ attributes: { f: 'g' }, text: ' spaced ' });
});

test('names that JavaScript reserves are ordinary names', () => {
  const output = redactor.xml('<opnsense><dnsmasq><constructor>lan</constructor><__proto__ __proto__="x">y</__proto__></dnsmasq></opnsense>');
  expect(output).toContain('<constructor>lan</constructor>');
  expect(output).toContain('<__proto__ __proto__="x">y</__proto__>');
});

test('five megabytes are no burden', () => {
  const rule = '<rule uuid="u"><descr>allow &amp; log</descr><password>canary</password><interface>lan</interface></rule>';
  const output = redactor.xml(`<opnsense><filter>${rule.repeat(52_000)}</filter></opnsense>`);
  expect(output).not.toContain('canary');
}, 8000);
