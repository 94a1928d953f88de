import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { openResolver } from '../../../../../src/plugins/security/checks/dns/open-resolver.check';
import { interfaces } from '../system/settings';
import { unbound } from './settings';

const list = (action: string, ...networks: string[]) => [{ uuid: 'list', name: 'List', action, networks }];

checkTest(openResolver, {
  fires: [
    { says: 'by default, everywhere', values: { ...unbound({ interfaces: [], defaultAction: 'allow' }), interfaces }, finds: ['default'] },
    { says: 'on an interface that leads outside', values: { ...unbound({ interfaces: ['lan', 'opt7'], defaultAction: 'allow' }), interfaces }, finds: ['default'], severities: ['medium'] },
    { says: 'by a list', values: { ...unbound({ interfaces: [], accessLists: list('allow_snoop', '0.0.0.0/1', '192.168.0.0/16') }), interfaces }, finds: ['list'] },
    { says: 'by a list for all of IPv6', values: { ...unbound({ interfaces: [], accessLists: list('allow', '2000::/3') }), interfaces }, finds: ['list'] },
    { says: 'by default, where a list takes only IPv4 back', values: { ...unbound({ interfaces: [], defaultAction: 'allow', accessLists: list('refuse', '0.0.0.0/0') }), interfaces }, finds: ['default'] },
  ],
  silent: [
    { says: 'inside only', values: { ...unbound({ defaultAction: 'allow' }), interfaces } },
    { says: 'for private networks', values: { ...unbound({ interfaces: [], accessLists: list('allow', '10.0.0.0/8', 'fc00::/7') }), interfaces } },
    { says: 'for the addresses of one owner', values: { ...unbound({ interfaces: [], accessLists: list('allow', '198.51.100.0/24', '2001:db8::/32', '17.0.0.0/8') }), interfaces } },
    { says: 'where a list takes the default back', values: { ...unbound({ interfaces: [], defaultAction: 'allow', accessLists: list('refuse', '0.0.0.0/0', '::/0') }), interfaces } },
    { says: 'for what is local', values: { ...unbound({ interfaces: [], accessLists: list('refuse_non_local', '0.0.0.0/0') }), interfaces } },
  ],
  notApplicable: [{ says: 'where Unbound is off', values: { ...unbound({ enabled: false, interfaces: [], defaultAction: 'allow' }), interfaces } }],
});
