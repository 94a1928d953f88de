import { at, fieldsOf, type FilterConfiguration, isSet, type PacketFilter, textOf } from '../../core/packet-filter';

/** True when the rule that OPNsense makes itself, ahead of all others, passes the port on that interface. */
export function passesAntiLockout(configuration: FilterConfiguration, filter: PacketFilter, name: string, port: number): boolean {
  const webgui = fieldsOf(at(configuration.system, 'webgui'));
  if (isSet(webgui, 'noantilockout')) return false;
  const names = filter.interfaces.list.map(each => each.name).filter(each => each === 'lan' || each === 'wan' || /^opt\d+$/.test(each));
  const [first] = names.sort((left, right) => left.localeCompare(right, 'en', { numeric: true }));
  if (first !== name) return false;
  const redirect = textOf(webgui, 'protocol') === 'http' || isSet(webgui, 'disablehttpredirect') ? [] : [80];
  const ssh = fieldsOf(at(configuration.system, 'ssh'));
  return [webGuiPort(configuration), ...redirect, ...(textOf(ssh, 'enabled') === '' ? [] : [Number(textOf(ssh, 'port')) || 22])].includes(port);
}

/** The port that the web GUI, and the API with it, listens on. */
export function webGuiPort(configuration: FilterConfiguration): number {
  const webgui = fieldsOf(at(configuration.system, 'webgui'));
  return Number(textOf(webgui, 'port')) || (textOf(webgui, 'protocol') === 'http' ? 80 : 443);
}
