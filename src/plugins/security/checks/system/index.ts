import { type Check } from '../../../../core/audit';
import { almightyApiKey } from './almighty-api-key.check';
import { consoleOpen } from './console-open.check';
import { factoryPassword } from './factory-password.check';
import { hiddenAdministrator } from './hidden-administrator.check';
import { noSecondFactor } from './no-second-factor.check';
import { passwordPolicy } from './password-policy.check';
import { sharedRoot } from './shared-root.check';
import { sshEverywhere } from './ssh-everywhere.check';
import { sshPasswordLogin } from './ssh-password-login.check';
import { sshRootLogin } from './ssh-root-login.check';
import { sshWeakCrypto } from './ssh-weak-crypto.check';
import { staleApiKey } from './stale-api-key.check';
import { sudoWithoutPassword } from './sudo-without-password.check';
import { webguiChecksOff } from './webgui-checks-off.check';
import { webguiEverywhere } from './webgui-everywhere.check';
import { webguiHsts } from './webgui-hsts.check';
import { webguiHttp } from './webgui-http.check';
import { webguiSelfSigned } from './webgui-self-signed.check';
import { webguiSession } from './webgui-session.check';
import { webguiWeakTls } from './webgui-weak-tls.check';

/** Who gets at the firewall itself, and how: web GUI, API, SSH, console and accounts. */
export const systemChecks: readonly Check[] = [
  almightyApiKey, consoleOpen, factoryPassword, hiddenAdministrator, noSecondFactor, passwordPolicy, sharedRoot, sshEverywhere,
  sshPasswordLogin, sshRootLogin, sshWeakCrypto, staleApiKey, sudoWithoutPassword, webguiChecksOff, webguiEverywhere, webguiHsts,
  webguiHttp, webguiSelfSigned, webguiSession, webguiWeakTls,
];
