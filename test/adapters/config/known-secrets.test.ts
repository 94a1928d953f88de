import { knownSecrets } from '../../../src/adapters/config/known-secrets';
import { parseXml } from '../../../src/adapters/xml';

const found = (inner: string): readonly string[] => knownSecrets(parseXml(`<opnsense>${inner}</opnsense>`));
const user = (name: string, password: string): string => `<user><name>${name}</name><password>${password}</password></user>`;
const agent = (community: string): string => `<OPNsense><netsnmp><general><community>${community}</community></general></netsnmp></OPNsense>`;
const FACTORY = '$10$YRVoF4SgskIsrXOvOQjGieB9XqHPRra9R7d80B3BZdbY/j21TwBfS';

it('finds the password of the installation image, in each spelling of its algorithm', () => {
  expect(found(`<system>${user('root', `$2y${FACTORY}`)}${user('alice', `$2y$11$${'made-up'.repeat(7)}`)}${user('bob', `$2b${FACTORY}`)}</system>`)).toEqual(['system.user.root.password', 'system.user.bob.password']);
});

it('finds the communities of every manual', () => {
  expect(found(agent('public'))).toEqual(['OPNsense.netsnmp.general.community']);
  expect(found(agent('Private'))).toEqual(['OPNsense.netsnmp.general.community']);
  expect(found(agent('publicly-unknown'))).toEqual([]);
});

it('finds nothing where nothing is set', () => {
  expect(found(`<system>${user('root', '')}</system>${agent('')}`)).toEqual([]);
  expect(found('')).toEqual([]);
});

it('never answers a secret', () => {
  expect(JSON.stringify(found(`<system>${user('root', `$2y${FACTORY}`)}</system>${agent('public')}`))).not.toMatch(/YRVo|public/);
});
