import { type Check } from '../../../../core/audit';
import { deadForward } from './dead-forward.check';
import { exposedService } from './exposed-service.check';
import { reflection } from './reflection.check';
import { toFirewall } from './to-firewall.check';
import { unfiltered } from './unfiltered.check';
import { untranslated } from './untranslated.check';
import { wideRange } from './wide-range.check';

/** What translation opens to the internet, and shows it. */
export const natChecks: readonly Check[] = [deadForward, exposedService, reflection, toFirewall, unfiltered, untranslated, wideRange];
