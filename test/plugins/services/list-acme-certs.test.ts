import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { BARE, first, post } from './setup';

/** A certificate that the ACME client has issued into the trust store. */
async function issue(kit: TestServer): Promise<void> {
  const [account, validationMethod] = [await first(kit, 'acmeclient/accounts/search'), await first(kit, 'acmeclient/validations/search')];
  const uuid = await post(kit, 'acmeclient/certificates/add', { certificate: { name: 'fw1.example.net', altNames: 'vpn.example.net', account, validationMethod, description: 'Web GUI' } });
  const { document } = kit.firewall;
  const refid = document.root.children.find(({ name }) => name === 'cert')?.children.find(({ name }) => name === 'refid')?.text ?? '';
  const certificate = document.find('OPNsense/AcmeClient/certificates')?.children.find(({ attributes }) => attributes['uuid'] === uuid);
  for (const [name, text] of [['certRefId', refid], ['statusCode', '200'], ['lastUpdate', '1795000000'], ['statusLastUpdate', '1795000000']] as const) {
    const field = certificate?.children.find(each => each.name === name);
    if (field !== undefined) (field as { text: string }).text = text;
  }
}

toolTest('opn_list_acme_certs', ServicesPlugin, {
  works: [
    {
      says: 'tells what was issued and when it expires',
      given: issue,
      then: result =>
        expect(result).toEqual({
          total: 1,
          certificates: [{
            uuid: expect.any(String), name: 'fw1.example.net', enabled: true, status: 'ok', alt_names: ['vpn.example.net'], description: 'Web GUI', issued: '2026-11-18T11:06:40Z', status_since: '2026-11-18T11:06:40Z',
            expires: expect.stringMatching(/^20\d\d-/), days_left: expect.any(Number),
          }],
        }),
    },
    { says: 'has none to tell of', then: (result, kit) => expect([result, kit.requests]).toEqual([{ total: 0, certificates: [] }, ['POST acmeclient/certificates/search', 'GET acmeclient/service/status']]) },
    {
      says: 'says that nothing is renewed while the client is off',
      releases: ['24.7', '26.7'],
      given: async kit => {
        await post(kit, 'acmeclient/settings/set', { acmeclient: { settings: { enabled: '0' } } });
        await post(kit, 'acmeclient/service/reconfigure');
      },
      then: result => expect(result.note).toMatch(/not switched on .*renews nothing/),
    },
    {
      says: 'says what was not issued yet',
      given: async kit => {
        const [account, validationMethod] = [await first(kit, 'acmeclient/accounts/search'), await first(kit, 'acmeclient/validations/search')];
        await post(kit, 'acmeclient/certificates/add', { certificate: { name: 'new.example.net', account, validationMethod } });
      },
      then: result => expect(result.certificates).toEqual([{ uuid: expect.any(String), name: 'new.example.net', enabled: true, status: 'not issued yet' }]),
    },
  ],
  refuses: [
    { says: 'a firewall without the plugin', fake: BARE, code: 'OPN_NEEDS_PLUGIN', text: /os-acme-client/ },
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
  ],
});
