import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { sshWeakCrypto } from '../../../../../src/plugins/security/checks/system/ssh-weak-crypto.check';
import { ssh } from './settings';

checkTest(sshWeakCrypto, {
  fires: ['aes256-cbc', 'rijndael-cbc@lysator.liu.se', '3des-cbc', 'hmac-md5', 'hmac-sha1-etm@openssh.com', 'umac-64@openssh.com', 'diffie-hellman-group14-sha1', 'ssh-rsa', 'ssh-dss'].map(name => ({
    says: name, values: ssh({ algorithms: ['aes256-ctr', name] }), finds: ['algorithms'],
  })),
  silent: [
    { says: "OpenSSH's own choice", values: ssh() },
    { says: 'modern ones', values: ssh({ algorithms: ['curve25519-sha256', 'diffie-hellman-group14-sha256', 'aes256-gcm@openssh.com', 'hmac-sha2-256', 'umac-128@openssh.com', 'rsa-sha2-512', 'ssh-ed25519'] }) },
  ],
  notApplicable: [{ says: 'where SSH is off', values: ssh({ enabled: false, algorithms: ['3des-cbc'] }) }],
});
