import { FakeFirewall } from '../../../../src/adapters/fake/fake-firewall';
import { Models } from '../../../../src/adapters/fake/model/model';
import { type FieldSpec, modelNames, modelSpec, type NodeSpec } from '../../../../src/adapters/fake/model/model-spec';
import { toRegExp } from '../../../../src/adapters/fake/model/php';
import { RELEASES, type Release } from '../../../../src/ports';
import { recordedBase } from '../recorded-base';

type Sides = readonly [accepted: readonly string[], refused: readonly string[]];

function firewall(release: Release): FakeFirewall {
  return new FakeFirewall({ release, document: recordedBase(release) });
}

function refusedValues(release: Release, model: string, list: string, name: string, values: readonly string[], siblings: Readonly<Record<string, string>> = {}): string[] {
  const item = new Models(firewall(release)).edit(model).list(list).add();
  for (const [sibling, value] of Object.entries(siblings)) item.field(sibling).set(value);
  return values.filter(value => {
    item.field(name).set(value);
    return item.field(name).problems().length > 0;
  });
}

const RULE_FIELDS: Readonly<Record<string, Sides>> = {
  enabled: [['0', '1'], ['', '2', 'yes', '01']],
  sequence: [['1', '99999'], ['', '0', '1000000', 'x', '1.5', '01']],
  action: [['pass', 'block', 'reject'], ['', 'Pass', 'drop']],
  interface: [['', 'lan', 'lan,wan', 'opt1'], ['LAN', 'opt9', 'lan,', 'lan wan']],
  ipprotocol: [['inet', 'inet6'], ['', 'ipv4']],
  protocol: [['any', 'TCP', 'IPV6-ICMP'], ['', 'FTP', 'ANY0']],
  source_net: [['any', '(self)', 'lan', 'lanip', '192.0.2.1', '192.0.2.0/24', '2001:db8::/32', 'bogons'], ['', '192.0.2.300', '192.0.2.0/33', 'nope', 'http', '192.0.2.1-192.0.2.9']],
  source_port: [['', '1', '65535', '8000-8010', 'https', 'HTTPS'], ['0', '65536', '8000:8010', '8010-8000', 'nope', '80,443']],
  gateway: [['', 'WAN_GW', 'Null4'], ['NO_GW', 'wan_gw']],
  description: [['', 'x', 'é'.repeat(127)], ['d'.repeat(256), 'é'.repeat(128), 'two\nlines']],
  categories: [[''], ['Lab', '99999999-0000-4000-8000-000000000001']],
};

describe.each(RELEASES)('field types of %s', release => {
  it.each(Object.entries(RULE_FIELDS))('a rule takes and refuses values for %s', (name, [accepted, refused]) => {
    expect(refusedValues(release, 'OPNsense.Firewall.Filter', 'rules.rule', name, [...accepted, ...refused])).toEqual(refused);
  });

  it('an alias takes only names that pf can use', () => {
    const accepted = ['web_hosts', 'a', '_ab', 'A1', 'a'.repeat(31)];
    const refused = ['', '_', '__a', '1st', 'has-dash', 'a'.repeat(32), 'pass', 'http', 'tcp', 'ünder'];
    expect(refusedValues(release, 'OPNsense.Firewall.Alias', 'aliases.alias', 'name', [...accepted, ...refused])).toEqual(refused);
  });

  it.each([
    ['host', ['', '192.0.2.1', '2001:db8::1', '!192.0.2.1', '192.0.2.1-192.0.2.9', 'www.example.org', 'bogons', 'a\nb'], ['192.0.2.300', '192.0.2.0/24', 'a b', '192.0.2.1,192.0.2.2']],
    ['network', ['192.0.2.0/24', '!10.0.0.0/8', '192.0.2.1', '10.0.0.1/255.0.0.255', '192.0.2.1-192.0.2.9'], ['10.0.0.0/99', 'not a net', 'www.example.org']],
    ['port', ['80', '8000:8010', 'http', '443\n8443'], ['70000', '0', '80-90', '1:2:3', 'nope']],
    ['geoip', ['NL\nDE', 'EU'], ['XX', 'nl']],
    ['mac', ['00:11:32', '3C:97:0E:4A:10:03'], ['00', '00:11:3', '00-11-32']],
    ['networkgroup', ['bogons'], ['nosuch']],
    ['asn', ['1', '64512'], ['0', 'AS1']],
    ['dynipv6host', ['::1000'], ['1000', '192.0.2.1']],
    ['urltable', ['https://lists.example.org/x.txt', 'anything'], []],
  ])('an alias of type %s takes only content that fits', (type, accepted, refused) => {
    expect(refusedValues(release, 'OPNsense.Firewall.Alias', 'aliases.alias', 'content', [...accepted, ...refused], { type })).toEqual(refused);
  });

  it('a route needs a network with a prefix length', () => {
    expect(refusedValues(release, 'OPNsense.Routes.Route', 'route', 'network', ['10.0.0.0/8', '2001:db8::/32', '', '10.0.0.1', '10.0.0.0/33', 'ten/8'])).toEqual(['', '10.0.0.1', '10.0.0.0/33', 'ten/8']);
  });

  it('two items may not share what has to be unique', () => {
    const models = new Models(firewall(release));
    const list = models.edit('OPNsense.Firewall.Category').list('categories.category');
    const [first, second] = [list.add(), list.add()];
    first.assign({ name: 'Lab' });
    second.assign({ name: 'Lab' });
    expect(second.field('name').problems()).toHaveLength(1);
    second.assign({ name: 'lab' });
    expect(second.field('name').problems()).toHaveLength(0);
  });
});

it('counts every wrong choice of a list from 26.1 on, and one before', () => {
  const wrong = (release: Release): number => {
    const field = new Models(firewall(release)).edit('OPNsense.Firewall.Filter').list('rules.rule').add().field('interface');
    field.set('opt8,opt9');
    return field.problems().length;
  };
  expect(RELEASES.map(wrong)).toEqual([1, 1, 1, 2, 2]);
});

it('changes the case of protocols from 26.1 on', () => {
  const protocols = RELEASES.map(release => {
    const field = new Models(firewall(release)).edit('OPNsense.Firewall.Filter').list('rules.rule').add().field('protocol');
    field.set('tcp');
    return field.value;
  });
  expect(protocols).toEqual(['tcp', 'tcp', 'tcp', 'TCP', 'TCP']);
});

describe.each(modelNames())('the model %s', name => {
  it('can be read on every release that has it', () => {
    const problems = RELEASES.flatMap(release => {
      try {
        for (const { mask } of fieldsOf(modelSpec(name, release).root.children)) if (mask !== undefined) toRegExp(mask);
        new Models(firewall(release)).edit(name).root.answer();
        return [];
      } catch (problem) {
        // Not every release has every model.
        return String(problem).includes('the model') ? [] : [String(problem)];
      }
    });
    expect(problems).toEqual([]);
  });
});

function fieldsOf(nodes: readonly NodeSpec[]): FieldSpec[] {
  return nodes.flatMap(node => (node.kind === 'field' ? [node] : fieldsOf(node.children)));
}
