import { type Update } from '../../../../../src/core/system';
import { type Firmware } from '../../../../../src/plugins/security/facts/firmware.fact';

/** A firewall that was up to date on 30 June 2026, unless said otherwise. */
export function firmwareOf(update: Partial<Update>, version = '26.1.9'): Firmware {
  return {
    product: { name: 'OPNsense', version },
    update: { state: 'up-to-date', pending_packages: 0, needs_reboot: false, last_check: 'Tue Jun 30 12:00:00 CEST 2026', ...update },
  };
}
