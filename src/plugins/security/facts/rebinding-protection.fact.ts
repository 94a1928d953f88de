import { configured } from '../../../core/audit';
import { at, fieldsOf } from '../../../core/packet-filter';

/** Whether names that lead into private networks are refused at all; one switch for the web GUI and both DNS servers. The firewall asks only whether the element is there. */
export const rebindingProtection = configured<boolean>('the protection against rebinding', 'system', value => !('nodnsrebindcheck' in fieldsOf(at(value, 'webgui'))));
