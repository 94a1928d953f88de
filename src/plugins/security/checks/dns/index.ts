import { type Check } from '../../../../core/audit';
import { dnssecOff } from './dnssec-off.check';
import { dnssecStrippable } from './dnssec-strippable.check';
import { identityShown } from './identity-shown.check';
import { openResolver } from './open-resolver.check';
import { plaintextForward } from './plaintext-forward.check';
import { rebinding } from './rebinding.check';
import { unverifiedTls } from './unverified-tls.check';

/** Whether names are resolved truly, privately, and for the right people. */
export const dnsChecks: readonly Check[] = [dnssecOff, dnssecStrippable, identityShown, openResolver, plaintextForward, rebinding, unverifiedTls];
