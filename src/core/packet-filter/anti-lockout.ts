import { at, fieldsOf, type FilterConfiguration, isSet, textOf } from './configuration';
import { type NetworkInterfaces } from './network-interfaces';

/** What the rules against locking oneself out let in: the interface they are on, and the ports of web GUI and SSH. */
export interface AntiLockout {
  readonly interface: string;
  readonly ports: readonly number[];
}

/** The rules that OPNsense makes itself, ahead of the operator's, so that web GUI and SSH stay within reach; undefined when they are off. */
export function antiLockout(configuration: FilterConfiguration, interfaces: NetworkInterfaces): AntiLockout | undefined {
  const webgui = fieldsOf(at(configuration.system, 'webgui'));
  if (isSet(webgui, 'noantilockout')) return undefined;
  const names = interfaces.list.map(each => each.name).filter(each => each === 'lan' || each === 'wan' || /^opt\d+$/.test(each));
  const [first] = names.sort((left, right) => left.localeCompare(right, 'en', { numeric: true }));
  if (first === undefined) return undefined;
  const isPlain = textOf(webgui, 'protocol') === 'http';
  const ssh = fieldsOf(at(configuration.system, 'ssh'));
  return {
    interface: first,
    ports: [webGuiPort(configuration), ...(isPlain || isSet(webgui, 'disablehttpredirect') ? [] : [80]), ...(textOf(ssh, 'enabled') === '' ? [] : [sshPort(configuration)])],
  };
}

/** The port of web GUI and API. */
export function webGuiPort(configuration: FilterConfiguration): number {
  const webgui = fieldsOf(at(configuration.system, 'webgui'));
  return Number(textOf(webgui, 'port')) || (textOf(webgui, 'protocol') === 'http' ? 80 : 443);
}

/** The port of SSH, whether it runs or not. */
export function sshPort(configuration: FilterConfiguration): number {
  return Number(textOf(fieldsOf(at(configuration.system, 'ssh')), 'port')) || 22;
}
