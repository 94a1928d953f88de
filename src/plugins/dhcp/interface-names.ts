import { part } from '../../core';
import { type FirewallApi, OpnError } from '../../ports';
import { interfaceKeys } from './dhcp.endpoints';

/** Saves a range; when the firewall rejects its interface, which it only calls an option that is not in a list, the error names those that there are. */
export async function namingInterfaces<T>(firewall: FirewallApi, save: () => Promise<T>): Promise<T> {
  try {
    return await save();
  } catch (problem) {
    if (!(problem instanceof OpnError) || problem.code !== 'OPN_REJECTED' || !/\b(interface|constructor): /.test(problem.message)) throw problem;
    const { value: keys } = await part('interfaces', interfaceKeys(firewall));
    if (keys === undefined || keys.size === 0) throw problem;
    throw new OpnError(problem.code, problem.message, `The interfaces are ${[...keys].map(([name, key]) => `${key} (${name})`).join(', ')}. ${problem.hint ?? ''}`);
  }
}
