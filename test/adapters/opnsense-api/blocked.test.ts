import { blockedReason, changesSomething, VERSION_ENDPOINTS } from '../../../src/adapters/opnsense-api';
import effects from '../../fixtures/catalogue/endpoint-effects.json';

const CONTROLLERS: Readonly<Record<string, Readonly<Record<string, string>>>> = effects.controllers;
const ALL = Object.entries(CONTROLLERS).flatMap(([controller, actions]) =>
  Object.entries(actions).map(([action, reacts]) => ({ path: `${controller}/${action}`, reacts })),
);
const changes = (reacts: string): boolean => /[A-Z]/.test(reacts);

describe('the block list', () => {
  const spellings = [
    'core/system/reboot', '/api/core/system/reboot', 'core/system/re_boot', 'core/system/REBOOT', 'core/system/reboot_', 'Core/System/Reboot',
    'core//system//reboot', 'core/system/reboot/now', 'core/system/./reboot', 'core/system/status/../reboot', 'core/system/%72eboot',
    'core/system/status/%2e%2e/reboot', 'core/system/status/%252e%252e/reboot', 'firewall/alias/del_item/../../../core/system/reboot',
    'firewall/alias/del_item/..%2f..%2f..%2fcore%2fsystem%2freboot', 'core/system/reboot?x=1', 'core/system/reboot#x', 'co_re/sys_tem/reboot',
    'core\\system\\reboot', '/api//core/system/reboot', 'core/system/reboot%00', 'core/system/re\u200bboot', '../api/core/system/reboot',
  ];
  it.each(spellings)('sees through %s', (path) => {
    expect(blockedReason(path)).toContain('stops the firewall');
  });

  const blocked = [
    'core/system/halt', 'core/firmware/poweroff', 'core/firmware/powerOff', 'core/firmware/reboot', 'core/firmware/update', 'core/firmware/upgrade',
    'core/firmware/install/os-x', 'core/firmware/remove/os-x', 'core/firmware/reinstall/os-x', 'core/firmware/lock/os-x', 'core/firmware/unlock/os-x',
    'core/firmware/sync_plugins', 'core/firmware/resyncPlugins', 'core/firmware/set', 'core/firmware/log/1', 'core/firmware/cleanup',
    'core/firmware/added_in_some_later_release', 'core/defaults/factory_defaults', 'core/defaults/reset', 'core/snapshots/activate/1',
    'core/snapshots/del/1', 'core/hasync/reconfigure', 'core/hasync/set', 'core/hasync_status/restart_all', 'core/hasync_status/stop/x',
    'core/initial_setup/configure', 'core/initialSetup/abort', 'core/tunables/reset', 'core/backup/delete_backup/this/x', 'core/service/stop', 'core/service/stop/webgui',
    'core/service/STOP/config_d', 'core/service/stop/pf/pf',
    'firewall/migration/flush', 'auth/user/add', 'auth/user/add_api_key/root', 'auth/user/del/1', 'auth/group/set/1', 'auth/priv/set_item/1',
    'auth/user/upload', 'auth/user/download',
  ];
  it.each(blocked)('covers %s', (path) => {
    expect(blockedReason(path)).toBeDefined();
  });

  it('leaves what only some arguments make dangerous until these are known', () => {
    expect([blockedReason('core/service/stop', false), blockedReason('core/service/stop/webgui', true), blockedReason('core/system/reboot', false)]).toEqual([undefined, expect.any(String), expect.any(String)]);
  });

  const open = [
    'core/firmware/status', 'core/firmware/info', 'core/system/status', 'core/backup/download/this', 'core/backup/revert_backup/x', 'core/service/restart/unbound', 'core/service/stop/unbound',
    'core/service/search', 'core/snapshots/search', 'core/hasync_status/services', 'auth/user/search', 'unbound/service/stop', 'firewall/filter/add_rule',
    'firewall/alias/get_item/reboot', 'diagnostics/interface/get_arp',
  ];
  it.each(open)('leaves %s', (path) => {
    expect(blockedReason(path)).toBeUndefined();
  });
});

describe('endpoints that must not be asked as reads', () => {
  // Jobs and checks that save nothing, although the sources write a temporary file or keep them in memory.
  const HARMLESS =
    /^(diagnostics\/(ping|traceroute|dns_diagnostics|portprobe|packet_capture)\/|diagnostics\/log\/|(acmeclient|haproxy|relayd)\/service\/configtest|caddy\/service\/validate|haproxy\/maintenance\/cert_diff|iperf\/instance\/query|unbound\/settings\/\*)/;

  it('include everything that a GET changes in any release', () => {
    const missed = ALL.filter(({ path, reacts }) => /[GB]/.test(reacts) && !HARMLESS.test(path) && !changesSomething(path) && blockedReason(path) === undefined);
    expect(missed).toEqual([]);
    expect(ALL.filter(({ reacts }) => /[GB]/.test(reacts)).length).toBeGreaterThan(30);
  });

  it('include the backup that 24.7 and 25.1 restore by GET, in every spelling', () => {
    for (const path of ['core/backup/revert_backup/x', 'core/backup/revertBackup', 'Core/Backup/REVERT_backup']) {
      expect(changesSomething(path)).toBe(true);
    }
    expect(changesSomething('diagnostics/log/core/system/clear')).toBe(true);
    expect(changesSomething('diagnostics/log/core/system')).toBe(false);
  });

  it('include nearly all that a POST changes, and no read', () => {
    const changing = ALL.filter(({ reacts }) => changes(reacts));
    const seen = changing.filter(({ path }) => changesSomething(path) || blockedReason(path) !== undefined);
    expect(seen.length / changing.length).toBeGreaterThan(0.95);
    // The sources of these three reset things, though they look like reads to a scan.
    const misread = ['proxysso/service/deletekeytab', 'redis/service/resetdb', 'vnstat/service/resetdb'];
    expect(ALL.filter(({ path, reacts }) => !changes(reacts) && changesSomething(path) && !misread.includes(path))).toEqual([]);
  });
});

it('asks for the version only with reads that are safe in all releases', () => {
  for (const { path, method } of VERSION_ENDPOINTS) {
    const [module = '', controller = '', action = ''] = path.split('/');
    expect(CONTROLLERS[`${module}/${controller}`]?.[action]).toMatch(/^[gb]{5}$/);
    expect(method).toBe('GET');
  }
});
