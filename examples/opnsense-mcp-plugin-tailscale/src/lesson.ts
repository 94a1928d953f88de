import { isServiceRunning, teach } from 'opnsense-mcp/testing';

const ENABLED = 'OPNsense/tailscale/settings/enabled';
const flag = (value: '0' | '1') => ({ type: 'Boolean', default: value, required: true }) as const;

/** What the in-memory firewall has to know of os-tailscale: its models, its usual actions, and what its daemon says. */
export const lesson = teach({
  package: 'os-tailscale',
  models: [
    {
      name: 'OPNsense.Tailscale.Settings',
      mount: '//OPNsense/tailscale/settings',
      lists: ['subnets.subnet4'],
      fields: {
        enabled: flag('0'),
        loginTimeout: { type: 'Integer', default: '10', required: true, since: '25.1' },
        listenPort: { type: 'Port', default: '41641', required: true },
        acceptDNS: flag('1'),
        advertiseExitNode: flag('0'),
        acceptSubnetRoutes: flag('0'),
        enableSSH: { ...flag('0'), since: '25.1' },
        disableSNAT: { ...flag('0'), since: '25.1' },
        'subnets.subnet4.subnet': { type: 'Network', required: true, props: { NetMaskRequired: 'Y', Strict: 'Y' } },
        'subnets.subnet4.description': { type: 'Description' },
      },
    },
    {
      name: 'OPNsense.Tailscale.Authentication',
      mount: '//OPNsense/tailscale/authentication',
      fields: { loginServer: { type: 'Url', default: 'https://controlplane.tailscale.com', required: true }, preAuthKey: { type: 'Text' } },
    },
  ],
  settings: {
    'tailscale/settings': { model: 'OPNsense.Tailscale.Settings', wrapper: 'settings' },
    'tailscale/authentication': { model: 'OPNsense.Tailscale.Authentication', wrapper: 'authentication' },
  },
  items: { 'tailscale/settings/subnet': { model: 'OPNsense.Tailscale.Settings', list: 'subnets.subnet4', wrapper: 'subnet4', sort: 'subnet' } },
  services: { tailscale: { enabled: ENABLED } },
  actions: {
    'tailscale/status/status': (_call, machine) => ({
      json: isServiceRunning('tailscale', ENABLED, machine) ? STATUS : { error: 'Unable to determine Tailscale status, is the service running?' },
    }),
  },
});

const STATUS = {
  Version: '1.80.2',
  BackendState: 'Running',
  Health: [],
  Self: { HostName: 'OPNsense', DNSName: 'opnsense.tail0000.ts.net.', OS: 'freebsd', TailscaleIPs: ['100.64.0.1', 'fd7a:115c:a1e0::1'], Online: true },
  Peer: {
    'nodekey:01': { HostName: 'old-laptop', DNSName: 'old-laptop.tail0000.ts.net.', OS: 'windows', TailscaleIPs: ['100.64.0.3'], Online: false, LastSeen: '2026-01-02T03:04:05Z', ExitNode: false, ExitNodeOption: false },
    'nodekey:02': { HostName: 'phone', DNSName: 'phone.tail0000.ts.net.', OS: 'iOS', TailscaleIPs: ['100.64.0.2'], Online: true, LastSeen: '0001-01-01T00:00:00Z', ExitNode: false, ExitNodeOption: true },
  },
};
