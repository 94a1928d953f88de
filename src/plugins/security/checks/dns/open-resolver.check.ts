import { check, type Observation, references } from '../../../../core/audit';
import { isPublic, normalNetwork } from '../../../../core/packet-filter';
import { type Interface, interfaces } from '../../facts/interfaces.fact';
import { type Resolver, resolver } from '../../facts/resolver.fact';
import { UNBOUND_OFF } from '../absent';

const EVERYBODY = ['0.0.0.0/0', '::/0'];
const ALLOWING = ['allow', 'allow_snoop'];

/** A resolver that a single wrong rule opens to the internet. */
export const openResolver = check({
  id: 'dns.open-resolver',
  area: 'dns',
  title: 'Unbound answers everybody who reaches it',
  question: 'Does Unbound answer only the networks that it is for?',
  severity: 'low',
  recommendation: 'Set the default action to Refuse and allow the inner networks (Services > Unbound DNS > Access Lists), or listen on inner interfaces only (General); only rules keep others out today.',
  references: references({ 'pci-dss': ['1.2.5', '2.2.4'], bsi: ['APP.3.6.A4'], cis: ['4.2', '12.3'] }),
  needs: { resolver, interfaces },
  judge: ({ resolver: unbound, interfaces: all }) => {
    if (!unbound.enabled) return UNBOUND_OFF;
    const outside = unbound.interfaces.length === 0 ? undefined : all.filter(({ name, outside: leads }) => leads && unbound.interfaces.includes(name));
    return outside?.length === 0 ? [] : openings(unbound, outside);
  },
});

function openings({ defaultAction, accessLists }: Resolver, outside: readonly Interface[] | undefined): Observation[] {
  const entries = [
    ...EVERYBODY.map(network => ({ network, key: 'default', subject: 'Default action', action: defaultAction })),
    ...accessLists.flatMap(({ uuid, name, action, networks }) => networks.map(network => ({ network: normalNetwork(network) ?? network, key: uuid, subject: name, action }))),
  ];
  // Of several entries for one network, the last holds.
  const effective = [...new Map(entries.map(entry => [entry.network, entry])).values()].filter(({ network, action }) => ALLOWING.includes(action) && isWide(network));
  const where = outside === undefined ? 'on every interface' : `on ${outside.map(({ label }) => label).join(', ')}`;
  return [...new Map(effective.map(entry => [entry.key, entry])).values()].map(({ key, subject, action }) => {
    const networks = effective.filter(each => each.key === key).map(({ network }) => network);
    return { key, subject, says: `It lets ${networks.join(' and ')} ask, and Unbound listens ${where}.`, evidence: { action, networks }, severity: outside === undefined ? 'low' : 'medium' };
  });
}

/** Wider than anything that one owner has. */
function isWide(network: string): boolean {
  const [base = '', length = ''] = network.split('/');
  return Number(length) < 4 || (isPublic(base) && Number(length) < (base.includes(':') ? 16 : 8));
}
