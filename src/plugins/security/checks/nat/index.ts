import { type Check } from '../../../../core/audit';
import { deadForward } from './dead-forward.check';
import { exposedService } from './exposed-service.check';
import { reflection } from './reflection.check';
import { toFirewall } from './to-firewall.check';
import { unfiltered } from './unfiltered.check';
import { wideRange } from './wide-range.check';

/** What port forwards open to the internet. */
export const natChecks: readonly Check[] = [deadForward, exposedService, reflection, toFirewall, unfiltered, wideRange];
