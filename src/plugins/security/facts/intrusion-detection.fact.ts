import { configured } from '../../../core/audit';
import { at, type Fields, fieldsOf, isOn, listOf, textOf } from '../../../core/packet-filter';

/** The intrusion detection. */
export interface IntrusionDetection {
  readonly enabled: boolean;
  /** Whether it stops what it takes for an attack. */
  readonly prevents: boolean;
  /** How many lists of rules, and rules of the operator, are on. */
  readonly rules: number;
}

const PREVENTING = ['netmap', 'divert'];
const isActive = (fields: Fields): boolean => textOf(fields, 'enabled') !== '0';

/** The settings of Suricata. */
export const intrusionDetection = configured<IntrusionDetection>('the settings of intrusion detection', 'OPNsense.IDS', value => {
  const general = fieldsOf(at(value, 'general'));
  const files = listOf(at(value, 'files', 'file')).filter(each => isOn(each, 'enabled'));
  const own = listOf(at(value, 'userDefinedRules', 'rule')).filter(isActive);
  // Up to 25.7 a flag, then a choice.
  return { enabled: isOn(general, 'enabled'), prevents: isOn(general, 'ips') || PREVENTING.includes(textOf(general, 'mode')), rules: files.length + own.length };
});
