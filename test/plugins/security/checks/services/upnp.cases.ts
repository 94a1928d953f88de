import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { upnpOn } from '../../../../../src/plugins/security/checks/services/upnp.check';
import { type PortMapping, portMappingOf } from '../../../../../src/plugins/security/facts/network-services.fact';

/** The settings with UPnP on, whose entries are those. */
function settings(entries: readonly string[], more: Readonly<Record<string, string>> = {}): { readonly mapping: PortMapping | undefined } {
  const numbered = Object.fromEntries(entries.map((entry, index) => [`permuser${String(index + 1)}`, entry]));
  return { mapping: portMappingOf({ config: { enable: '1', enable_upnp: '1', enable_natpmp: '', ext_iface: 'wan', iface_array: 'lan', ...numbered, ...more } }) };
}

const one = 'allow 1024-65535 192.168.1.20 1024-65535';
const network = 'allow 1024-65535 192.168.1.0/24 1024-65535';
const denied = { permdefault: '1' };
const thirdParty = { allow_third_party_mapping: '1' };

checkTest(upnpOn, {
  fires: [
    { says: 'nothing is denied', values: settings([]), finds: ['upnp'] },
    { says: 'by PCP, too', values: settings([], { enable_upnp: '', enable_natpmp: '1' }), finds: ['upnp'] },
    { says: 'some ports or devices are denied, and the rest is not', values: settings(['deny 22 0.0.0.0/0 22', 'deny 0-65535 192.168.1.66 0-65535', one]), finds: ['upnp'] },
    { says: 'everybody is allowed before everything is denied', values: settings([one, 'allow 1024-65535 0.0.0.0/0 1024-65535'], denied), finds: ['upnp'] },
    { says: 'nothing is denied, nor ports to others', values: settings([], thirdParty), finds: ['upnp'], severities: ['high'] },
    { says: 'a device is allowed ports to others, as 26.1 says it', values: settings([one], { ...denied, allow_third_party_mapping: 'upnp-igd' }), finds: ['upnp'] },
    { says: 'a network is allowed', values: settings([one, network], denied), finds: ['upnp'], severities: ['low'] },
    { says: 'an entry that denies everything is none, beyond the number of entries', values: settings([one, 'deny 0-65535 0.0.0.0/0 0-65535'], { num_permuser: '1' }), finds: ['upnp'] },
  ],
  silent: [
    { says: 'it is missing, off, or without a protocol', values: { mapping: portMappingOf(undefined) ?? portMappingOf({ config: { enable_upnp: '1' } }) ?? settings([], { enable_upnp: '' }).mapping } },
    { says: 'everything is denied but for single devices', values: settings([one, 'allow 1024-65535 192.168.1.21/32 1024-65535'], denied) },
    { says: 'the same by an entry, after which nothing is allowed any more', values: settings([one, 'deny 0-65535 0.0.0.0/0 0-65535', network]) },
    { says: 'everything is denied', values: settings([], { ...denied, ...thirdParty }) },
  ],
  notApplicable: 'always applies',
});
