import { type Check } from '../../../../core/audit';
import { missingHeaders } from './missing-headers.check';
import { noHealthCheck } from './no-health-check.check';
import { noHsts } from './no-hsts.check';
import { oldTls } from './old-tls.check';
import { openStatistics } from './open-statistics.check';
import { plainHttp } from './plain-http.check';
import { unverifiedServer } from './unverified-server.check';
import { weakCipher } from './weak-cipher.check';

/** What HAProxy lets through, and how well it keeps it. */
export const haproxyChecks: readonly Check[] = [missingHeaders, noHealthCheck, noHsts, oldTls, openStatistics, plainHttp, unverifiedServer, weakCipher];
