import { inject } from 'tsyringe';
import { Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { checkConfig, ConfigCheck } from '../config-check';
import { configTest, writtenFile } from '../haproxy.endpoints';

/** Nothing to say. */
export class HaproxyConfigtestInput {}

/** `opn_haproxy_configtest` */
@Tool({
  name: 'opn_haproxy_configtest',
  title: "Check HAProxy's configuration",
  description: 'Learn whether HAProxy would take what is saved, what it complains of, and what OPNsense silently leaves out.',
  effect: 'read',
  input: HaproxyConfigtestInput,
  output: ConfigCheck,
  uses: [configTest, writtenFile],
})
export class HaproxyConfigtestTool implements ReadTool<HaproxyConfigtestInput, ConfigCheck> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run(): Promise<ConfigCheck> {
    return checkConfig(this.firewall);
  }
}
