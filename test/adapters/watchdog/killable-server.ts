import { writeSync } from 'node:fs';
import { addRule, reason } from '../savepoints/sample-changes';
import { connectedManager } from './connected-manager';

/** Run as a process of its own: opens a change on the firewall at that address, says so and lives until it is killed. */
async function main([url = '', fingerprint = '', folder = '', seconds = '']: readonly string[]): Promise<void> {
  const { manager } = connectedManager({ url, fingerprint }, folder, Number(seconds));
  await manager.within(reason, change => addRule(change, 'Killed'));
  writeSync(1, 'open\n');
  setInterval(() => undefined, 60_000);
}

void main(process.argv.slice(2));
