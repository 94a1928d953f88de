import { contentProblem, entriesOf } from '../../../src/plugins/firewall/alias-content';

it.each([
  ['host', '192.0.2.1\n!192.0.2.2\n2001:db8::1\n192.0.2.10-192.0.2.20\nwww.example.org\nservers'],
  ['network', '192.0.2.0/24\n!192.0.2.128/25\n2001:db8::/32\n192.0.2.1\n192.0.2.1-192.0.2.9\n10.0.0.1/255.0.0.255\nprivate_networks'],
  ['port', '80\n8000:8010\n8020-8030\nhttps\nweb_ports'],
  ['urltable', 'https://lists.example.org/a,b.txt'],
  ['geoip', 'de, NL'],
  ['networkgroup', 'lab_nets'],
  ['mac', '00:00:5e:00:53:01\n00:00:5e'],
  ['asn', '64496'],
  ['dynipv6host', '::1:2'],
])('entries of type %s fit', (type, content) => expect(contentProblem(entriesOf(content, type), type)).toBeUndefined());

it.each([
  ['host', '192.0.2.0/24'], ['host', '192.0.2.300'], ['network', '192.0.2.0/33'], ['network', '2001:db8::1-192.0.2.1'], ['port', '0'], ['port', '1:2:3'], ['port', '80.5'],
  ['urltable', 'lists.example.org/a.txt'], ['geoip', 'DEU'], ['networkgroup', '10.0.0.0/8'], ['mac', '00-00-5e-00-53-01'], ['asn', 'AS64496'],
])('of type %s, %j does not', (type, content) => expect(contentProblem(entriesOf(content, type), type)).toContain(`an alias of type ${type} takes`));

it('keeps entries apart by lines and commas, but addresses of lists by lines only', () => {
  expect(entriesOf(' 192.0.2.1,192.0.2.2 \n\n192.0.2.3', 'host')).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3']);
  expect(entriesOf('https://a.example.org/?x=1,2', 'urltable')).toEqual(['https://a.example.org/?x=1,2']);
});

it('names five entries that do not fit, and counts the rest', () => {
  expect(contentProblem(['1.2.3', '2', '3', '4', '5', '6', '7'], 'geoip')).toMatch(/^'1\.2\.3', '2', '3', '4', '5' and 2 more do not fit/);
});
