import { guessPackages, guessRelease } from '../../../src/adapters/fake/guess';
import { SAMPLE_PACKAGES, sampleDocument } from '../../../src/adapters/fake/sample';
import { ConfigDocument } from '../../../src/adapters/fake/config-document';
import { RELEASES, type Release } from '../../../src/ports';

// Of the models whose version changed most, what they were in each release.
const VERSIONS: Readonly<Record<Release, readonly [unbound: string, kea: string, filter: string]>> = {
  '24.7': ['1.0.11', '1.0.2', '1.0.4'],
  '25.1': ['1.0.12', '1.0.3', '1.0.4'],
  '25.7': ['1.0.13', '1.0.4', '1.0.4'],
  '26.1': ['1.0.15', '1.0.5', '1.0.5'],
  '26.7': ['1.0.15', '1.0.6', '1.0.5'],
};

const configuration = (inner: string): ConfigDocument => ConfigDocument.parse(`<opnsense>${inner}</opnsense>`);

it.each(RELEASES)('guesses %s by the versions of its models', release => {
  const [unbound, kea, filter] = VERSIONS[release];
  const inner = `<unboundplus version="${unbound}"/><Kea><dhcp4 version="${kea}"/></Kea><Firewall><Filter version="${filter}"/></Firewall>`;
  expect(guessRelease(configuration(`<OPNsense>${inner}</OPNsense>`))).toBe(release);
});

it('guesses the newest when nothing tells', () => {
  expect(guessRelease(configuration('<system/>'))).toBe('26.7');
});

it('guesses packages by what the firmware page stored and by settings of plugins', () => {
  const document = configuration('<system><firmware><plugins>os-wol</plugins></firmware></system><OPNsense><HAProxy/><DynDNS/><unboundplus/></OPNsense>');
  expect(guessPackages(document, '26.1')).toEqual(['os-ddclient', 'os-haproxy', 'os-wol']);
  expect(guessPackages(configuration('<dhcpd/>'), '26.7')).toEqual(['os-isc-dhcp']);
  expect(guessPackages(configuration('<dhcpd/>'), '24.7')).toEqual([]);
});

it.each(RELEASES)('guesses the packages of the sample of %s', release => {
  expect(guessPackages(sampleDocument(release), release)).toEqual(expect.arrayContaining([...SAMPLE_PACKAGES]));
});
