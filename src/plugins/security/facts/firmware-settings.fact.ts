import { configured } from '../../../core/audit';
import { fieldsOf, textOf } from '../../../core/packet-filter';

/** Where updates come from. */
export interface FirmwareSettings {
  /** The address of a mirror that was chosen by hand; '' for the default one. */
  readonly mirror: string;
  /** `devel` for the development version; '' for the usual one. */
  readonly type: string;
}

/** The settings of the firmware page. */
export const firmwareSettings = configured<FirmwareSettings>('the firmware settings', 'system.firmware', value => {
  const fields = fieldsOf(value);
  return { mirror: textOf(fields, 'mirror'), type: textOf(fields, 'type') };
});
