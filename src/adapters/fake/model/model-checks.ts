import { ACCOUNT_CHECKS } from './account-checks';
import { checkDnsmasq, DNSMASQ_ITEM_CHECKS } from './dnsmasq-checks';
import { DYNDNS_CHECKS } from './dyndns-checks';
import { FILTER_CHECKS } from './filter-checks';
import { GATEWAY_CHECKS, VIP_CHECKS, VLAN_CHECKS } from './interface-checks';
import { IPSEC_CHECKS } from './ipsec-checks';
import { KEA_CHECKS } from './kea-checks';
import { type Group, List, type Model, type Problem } from './model';
import { MONIT_CHECKS } from './monit-checks';
import { OPENVPN_CHECKS } from './openvpn-checks';
import { PORT_FORWARD_CHECKS } from './port-forward-checks';
import { checkUnbound, UNBOUND_ITEM_CHECKS } from './unbound-checks';

type ItemCheck = (item: Group) => Problem[];

/** What models check beyond their fields, by model and list. */
const ITEM_CHECKS: Readonly<Record<string, Readonly<Record<string, ItemCheck>>>> = {
  ...ACCOUNT_CHECKS,
  ...IPSEC_CHECKS,
  ...KEA_CHECKS,
  ...OPENVPN_CHECKS,
  'OPNsense.Dnsmasq.Dnsmasq': DNSMASQ_ITEM_CHECKS,
  'OPNsense.DynDNS.DynDNS': DYNDNS_CHECKS,
  'OPNsense.Firewall.Alias': { 'aliases.alias': checkAlias },
  'OPNsense.Firewall.DNat': PORT_FORWARD_CHECKS,
  'OPNsense.Firewall.Filter': FILTER_CHECKS,
  'OPNsense.Interfaces.Vip': VIP_CHECKS,
  'OPNsense.Interfaces.Vlan': VLAN_CHECKS,
  'OPNsense.Monit.Monit': MONIT_CHECKS,
  'OPNsense.Routing.Gateways': GATEWAY_CHECKS,
  'OPNsense.Routes.Route': { route: checkRoute },
  'OPNsense.Unbound.Unbound': UNBOUND_ITEM_CHECKS,
};

/** What models check of themselves as a whole. */
const MODEL_CHECKS: Readonly<Record<string, (model: Model) => Problem[]>> = { 'OPNsense.Dnsmasq.Dnsmasq': checkDnsmasq, 'OPNsense.Unbound.Unbound': checkUnbound };

/** Everything wrong with one item of the list at `path`. */
export function itemProblems(item: Group, path: string): Problem[] {
  const check = ITEM_CHECKS[item.model.spec.name]?.[path];
  return [...item.model.problems(true, item), ...(check?.(item) ?? [])];
}

/** Everything wrong with what changed in a model. */
export function modelProblems(model: Model): Problem[] {
  const checks = Object.entries(ITEM_CHECKS[model.spec.name] ?? {});
  const changed = checks.flatMap(([path, check]) => {
    const list = model.at(path);
    return list instanceof List ? list.items.filter(([, item]) => item.changed).flatMap(([, item]) => check(item)) : [];
  });
  return [...model.problems(false), ...changed, ...(MODEL_CHECKS[model.spec.name]?.(model) ?? [])];
}

function checkAlias(alias: Group): Problem[] {
  const { models } = alias.model;
  if (!models.since('25.1')) return [];
  const user = alias.text('username');
  const password = alias.text('password');
  const isToken = (text: string): boolean => /^[A-Za-z0-9-_.]+$/.test(text);
  const complaint: Readonly<Record<string, string | false>> = {
    Basic: (user === '' || password === '') && 'User name and password are needed.',
    Bearer: (password === '' || password.length > 512 || !isToken(password)) && 'A token is needed.',
    Header: models.since('25.7') && (user === '' || password === '' || user.length > 255 || password.length > 512 || !isToken(user) || !isToken(password)) && 'A header key and value are needed.',
  };
  const message = complaint[alias.text('authtype')];
  return message === undefined || message === false ? [] : [{ reference: `${alias.reference}.authtype`, message }];
}

function checkRoute(route: Group): Problem[] {
  const { models } = route.model;
  const gateway = route.field('gateway');
  const label = gateway.describe();
  if (label === gateway.value || label === '') return [];
  const target = (label.split('-').at(-1) ?? '').trim();
  const gatewayFamily = target === 'inet' || target === 'inet6' ? target : target.includes(':') ? 'inet6' : 'inet';
  const networkFamily = route.text('network').includes(':') ? 'inet6' : 'inet';
  if (target !== '' && gatewayFamily === networkFamily) return [];
  const isIpv4OverIpv6 = gatewayFamily === 'inet6' && networkFamily === 'inet' && models.since('26.1');
  if (isIpv4OverIpv6) return [];
  const fields = models.since('25.1') ? ['gateway'] : ['network', 'gateway'];
  return fields.map(name => ({ reference: `${route.reference}.${name}`, message: 'Network and gateway need the same IP protocol.' }));
}
