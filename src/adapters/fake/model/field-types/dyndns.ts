import { type Field } from '../model';
import { type FieldType } from './field-type';
import { LIST, sortedByLabel } from './list-type';

/** Field types of the dynamic DNS client: what can be chosen depends on its back end. */
export const DYNDNS_TYPES: Readonly<Record<string, FieldType>> = {
  'DynDNS.Service': LIST(field => (isNative(field) ? sortedByLabel(nativeProviders(field)) : options(field))),
  'DynDNS.Checkip': LIST(field => new Map([...options(field), ...(isNative(field) ? ([['if', 'Interface [IPv4]'], ['if6', 'Interface [IPv6]']] as const) : [])])),
};

/** Providers that the native back end knows, in the order of the files that know them. */
const COMMON = ['aws', ['azure', 'Microsoft Azure'], ['cloudflare', 'Cloudflare'], ['digitalocean', 'DigitalOcean'], 'domeneshop', 'duckdns', 'dyndns2', 'desec-v4', 'desec-v6', 'dns-o-matic', 'dynu', 'he-net', 'he-net-tunnel', 'inwx', 'loopia', 'nsupdatev4', 'nsupdatev6', 'ovh', 'spdyn', 'strato', 'noip', 'custom', 'gandi', 'netcup'] as const;
const SINCE_25_7 = [['powerdns', 'PowerDNS API']] as const;
const SINCE_26_1 = [['allinkl', 'all-inkl.com (KAS API)'], 'dnspodcn', ['hetzner', 'Hetzner DNS'], ['hetzner-legacy', 'Hetzner DNS Legacy (deprecated)'], 'hostinger'] as const;

function nativeProviders({ models }: Field): [string, string][] {
  const names = [...COMMON, ...(models.since('25.7') ? SINCE_25_7 : []), ...(models.since('26.1') ? SINCE_26_1 : [])];
  return names.map(each => (typeof each === 'string' ? [each, each] : [each[0], each[1]]));
}

function options({ spec }: Field): Map<string, string> {
  return new Map((spec.options ?? []).map(({ key, label }) => [key, label]));
}

function isNative(field: Field): boolean {
  const backend = field.parent.model.at('general.backend');
  return backend !== undefined && 'value' in backend && backend.value === 'opnsense';
}
