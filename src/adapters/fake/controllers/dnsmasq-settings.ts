import { compareReleases } from '../../../ports';
import { childText } from '../config-document';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine, UnexpectedFault } from '../machine';
import { type Group } from '../model/model';
import { getModel, ItemCalls } from '../model/model-calls';
import { isObject, toText } from '../model/php';
import { listParameter, type SearchAnswer } from '../model/search';

const MODEL = 'OPNsense.Dnsmasq.Dnsmasq';

/** dnsmasq/settings: what the controller does beyond the inherited actions. */
export const dnsmasqSettingsActions: ActionTable = {
  'dnsmasq/settings/get': get,
  'dnsmasq/settings/get_tag_list': (_call, machine) => ({ json: tagList(machine) }),
  'dnsmasq/settings/search_tag': (call, machine) => ({ json: search('dhcp_tags', call, machine, (tag, wanted) => wanted.includes(tag.attributes['uuid'] ?? '')) }),
  'dnsmasq/settings/search_host': (call, machine) => ({ json: search('hosts', call, machine, hasTag) }),
  'dnsmasq/settings/search_range': (call, machine) => ({ json: search('dhcp_ranges', call, machine, hasTag) }),
  'dnsmasq/settings/search_option': (call, machine) => ({ json: search('dhcp_options', call, machine, hasTag) }),
  'dnsmasq/settings/search_boot': (call, machine) => ({ json: search('dhcp_boot', call, machine, hasTag) }),
  'dnsmasq/settings/add_option': (call, machine) => ({ json: options(call, machine).add({ overlay: optionOverlay(call) }) }),
  'dnsmasq/settings/set_option': (call, machine) => ({ json: options(call, machine).set(call.args[0], { overlay: optionOverlay(call) }) }),
};

/** The whole model, with the port that DNS really has and the domain that counts when none is set. */
function get(call: ApiCall, machine: Machine): JsonAnswer {
  const { json } = getModel(MODEL, 'dnsmasq', call, machine);
  const domain = { [compareReleases(machine.release, '26.1') < 0 ? 'this_domain' : '%domain']: machine.document.text('system/domain') };
  if (!isObject(json) || !isObject(json['dnsmasq'])) return { json: { dnsmasq: { dhcp: domain } } };
  const settings = json['dnsmasq'];
  const { dhcp, port } = settings;
  return { json: { dnsmasq: { ...settings, dns_port: toText(port) || '53', dhcp: { ...(isObject(dhcp) ? dhcp : {}), ...domain } } } };
}

function search(path: string, call: ApiCall, machine: Machine, isWanted: (item: Group, tags: readonly string[]) => boolean): SearchAnswer {
  const tags = listParameter(call, 'tags');
  return new ItemCalls({ model: MODEL, path, wrapper: '' }, call, machine).search(tags === undefined ? {} : { keep: item => isWanted(item, tags) });
}

/** To Dnsmasq the name of an interface is a tag, too. */
function hasTag(item: Group, tags: readonly string[]): boolean {
  return ['interface', 'set_tag', 'tag'].some(name => item.text(name).split(',').some(value => tags.includes(value.trim())));
}

function options(call: ApiCall, machine: Machine): ItemCalls {
  return new ItemCalls({ model: MODEL, path: 'dhcp_options', wrapper: 'option' }, call, machine);
}

/** An option that is set has no tag to set, and one that is matched has no conditions; the controller needs to be told the type. */
function optionOverlay(call: ApiCall): Readonly<Record<string, string>> {
  const sent = call.body['option'];
  const type = isObject(sent) ? sent['type'] : undefined;
  if (type === undefined) throw new UnexpectedFault('the type of the option is missing');
  if (type === 'set') return { set_tag: '' };
  return type === 'match' ? { tag: '', interface: '', force: '' } : {};
}

function tagList({ document }: Machine): unknown {
  const byLabel = (a: { label: string }, b: { label: string }): number => (a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1);
  const interfaces = (document.find('interfaces')?.children ?? []).filter(node => childText(node, 'type') !== 'group');
  const tags = (document.find('dnsmasq')?.children ?? []).filter(node => node.name === 'dhcp_tags');
  return {
    tags: { label: 'Tags', icon: 'fa fa-tag text-primary', items: tags.map(node => ({ value: node.attributes['uuid'] ?? '', label: childText(node, 'tag') })).sort(byLabel) },
    interfaces: {
      label: 'Interfaces',
      icon: 'fa fa-ethernet text-info',
      items: interfaces.map(node => ({ value: node.name, label: childText(node, 'descr') || node.name.toUpperCase() })).sort(byLabel),
    },
  };
}
