import { check, NotApplicable, references } from 'opnsense-mcp/plugin';
import { service, settings } from './settings.fact';

/** A firewall that Tailscale lets its users log in to. */
export const sshOpen = check({
  id: 'tailscale.ssh-open',
  area: 'vpn',
  title: 'Tailscale lets its users log in to the firewall',
  question: 'Is Tailscale SSH off on the firewall?',
  severity: 'medium',
  recommendation: 'Switch Tailscale SSH off (VPN > Tailscale > Settings), so that System > Settings > Administration alone decides who logs in.',
  references: references({ 'pci-dss': ['2.2.4'], bsi: ['NET.3.2.A6'], cis: ['4.6'] }),
  needs: { settings, service },
  judge: ({ settings: { letsSshIn }, service: state }) => {
    if (state === 'absent' || state === 'disabled') return new NotApplicable('Tailscale is not in use.');
    return letsSshIn ? [{ key: 'ssh', subject: 'Tailscale SSH', says: 'The rules of the tailnet decide who gets a shell, with no password or key of the firewall.', evidence: { enableSSH: letsSshIn, service: state } }] : [];
  },
});
