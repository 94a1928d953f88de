import { configured, type Fact, fieldsOf, OpnError, textOf } from 'opnsense-mcp/plugin';
import { serviceStatus } from './tailscale.endpoints';

/** What of the settings checks judge by. */
export interface Settings {
  readonly letsSshIn: boolean;
}

/** The saved settings. */
export const settings = configured<Settings>('the settings of Tailscale', 'OPNsense.tailscale.settings', value => ({ letsSshIn: textOf(fieldsOf(value), 'enableSSH') === '1' }));

/** Whether the service runs: `running`, `stopped` or `disabled`, and `absent` without os-tailscale. */
export const service: Fact<string> = {
  name: 'the service of Tailscale',
  uses: [serviceStatus],
  read: async ({ firewall }) => {
    try {
      return (await firewall.read(serviceStatus)).status;
    } catch (problem) {
      if (problem instanceof OpnError && problem.code === 'OPN_NEEDS_PLUGIN') return 'absent';
      throw problem;
    }
  },
};
