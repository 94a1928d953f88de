import { type Content } from './content';
import { type SampleKit } from './sample-kit';

/** An API key that the fake firewall accepts. */
export interface ApiKey {
  readonly user: string;
  readonly key: string;
  readonly secret: string;
}

/** Key and secret of the sample's administrator. */
export const FAKE_KEY = 'FAKE-KEY-root';
export const FAKE_SECRET = 'FAKE-SECRET-root';

/** Every API key of the sample: `root` may do all, `monitor` may look at a few pages, `auditor` sees all and writes nothing. */
export const FAKE_KEYS: readonly ApiKey[] = [
  { user: 'root', key: FAKE_KEY, secret: FAKE_SECRET },
  { user: 'monitor', key: 'FAKE-KEY-monitor', secret: 'FAKE-SECRET-monitor' },
  { user: 'auditor', key: 'FAKE-KEY-auditor', secret: 'FAKE-SECRET-auditor' },
];

const ADMINS = { gid: '1999', name: 'admins', description: 'System Administrators' };
const MONITORING = { gid: '2000', name: 'monitoring', description: 'Dashboards and health checks' };

const USERS = [
  { uid: '0', name: 'root', descr: 'System Administrator', scope: 'system', privileges: [] },
  { uid: '2000', name: 'monitor', descr: 'Monitoring probe', scope: 'user', privileges: ['page-diagnostics-arptable', 'page-system-login-logout'] },
  { uid: '2001', name: 'auditor', descr: 'Yearly audit', scope: 'user', privileges: ['page-all', 'user-config-readonly'] },
  { uid: '2002', name: 'alice', descr: 'Alice Example', scope: 'user', privileges: [], mail: 'alice@example.net', otp: true },
  { uid: '2003', name: 'bob', descr: 'Bob Example (left)', scope: 'user', privileges: [], mail: 'bob@example.net', disabled: true },
];

const MONITORING_PRIVILEGES = ['page-status-services', 'page-diagnostics-ndptable', 'page-system-status'];

/** Users and groups, children of `system`. */
export function accounts(kit: SampleKit): Readonly<Record<string, Content>> {
  const list = (values: readonly string[]): Content => (kit.since('25.1') ? values.join(',') : values);
  const group = (facts: typeof ADMINS, scope: string, privileges: readonly string[], members: readonly string[]): Content => ({
    ...(kit.since('25.1') ? { '@uuid': kit.uuid(`group ${facts.name}`) } : {}),
    ...facts,
    scope,
    priv: list(privileges),
    member: list(members),
    ...(kit.since('25.1') ? { source_networks: '' } : {}),
  });
  return {
    group: [group(ADMINS, 'system', ['page-all'], ['0']), group(MONITORING, 'user', MONITORING_PRIVILEGES, ['2000'])],
    user: USERS.map(user => ({
      ...(kit.since('25.1') ? { '@uuid': kit.uuid(`user ${user.name}`) } : {}),
      uid: user.uid,
      name: user.name,
      ...(user.disabled === true ? { disabled: '1' } : kit.since('25.1') ? { disabled: '0' } : {}),
      scope: user.scope,
      expires: '',
      authorizedkeys: user.name === 'alice' ? Buffer.from(`ssh-ed25519 ${kit.publicKey('alice')} alice@example.net`).toString('base64') : '',
      otp_seed: user.otp === true ? kit.otpSeed(user.name) : '',
      shell: '',
      password: kit.passwordHash(user.name),
      landing_page: '',
      comment: '',
      email: user.mail ?? '',
      apikeys: apiKeys(kit, user.name),
      priv: list(user.privileges),
      language: '',
      descr: user.descr,
      dashboard: '',
    })),
    ...(kit.since('25.1') ? {} : { nextuid: '2004', nextgid: '2001' }),
  };
}

function apiKeys(kit: SampleKit, user: string): Content {
  const keys = FAKE_KEYS.filter(each => each.user === user).map(({ key }) => ({ key, secret: kit.passwordHash(key) }));
  return kit.since('25.1') ? keys.map(({ key, secret }) => `${key}|${secret}`).join('\n') : keys.length === 0 ? '' : { item: keys };
}
