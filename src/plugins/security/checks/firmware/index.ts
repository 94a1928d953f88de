import { type Check } from '../../../../core/audit';
import { checkStale } from './check-stale.check';
import { developmentVersion } from './development-version.check';
import { endOfLife } from './end-of-life.check';
import { plaintextMirror } from './plaintext-mirror.check';
import { updatesPending } from './updates-pending.check';

/** Updates and support of OPNsense itself. */
export const firmwareChecks: readonly Check[] = [checkStale, developmentVersion, endOfLife, plaintextMirror, updatesPending];
