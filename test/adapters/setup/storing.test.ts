import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayInGet, gatewayInPrint, gatewayInRoutes } from '../../../src/adapters/setup/gateway';
import { findKeychain } from '../../../src/adapters/setup/keychain';
import { serverCommand } from '../../../src/adapters/setup/server-command';
import { writeFiles } from '../../../src/adapters/setup/written-files';
import { OpnError } from '../../../src/ports';

const home = mkdtempSync(join(tmpdir(), 'opnsense-mcp-storing-'));
afterAll(() => rmSync(home, { recursive: true }));
const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe('writing files', () => {
  it('keeps the mode and the link of a file that others may read, and takes it from one that they may not', () => {
    const [shared, link, own] = ['shared.json', 'link.json', 'own.json'].map(name => join(home, name)) as [string, string, string];
    for (const file of [shared, own]) writeFileSync(file, 'old', { mode: 0o644 });
    symlinkSync(shared, link);
    writeFiles([{ path: link, text: 'new', isPrivate: false }, { path: own, text: 'new', isPrivate: true }, { path: join(home, 'a/b/c.json'), text: 'new', isPrivate: false }]);
    expect([shared, own, join(home, 'a/b/c.json')].map(file => [readFileSync(file, 'utf8'), modeOf(file)])).toEqual([['new', 0o644], ['new', 0o600], ['new', 0o600]]);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect([modeOf(join(home, 'a')), modeOf(join(home, 'a/b'))]).toEqual([0o700, 0o700]);
  });

  it('writes nothing when one of them cannot be written, and leaves no folder and no draft', () => {
    const present = readdirSync(home).sort();
    const refused = { path: join(home, 'x/y.json'), text: '', isPrivate: true, check: () => { throw new OpnError('OPN_CONFIG', 'not this'); } };
    expect(() => writeFiles([{ path: join(home, 'new/z.json'), text: '', isPrivate: true }, refused])).toThrow('not this');
    writeFileSync(join(home, 'file'), '');
    expect(() => writeFiles([{ path: join(home, 'new/z.json'), text: '', isPrivate: true }, { path: join(home, 'file/z.json'), text: '', isPrivate: true }])).toThrow(expect.objectContaining({ code: 'OPN_CONFIG' }));
    rmSync(join(home, 'file'));
    expect(readdirSync(home).sort()).toEqual(present);
  });
});

describe('the keychain', () => {
  const bin = join(home, 'bin');
  const kept = join(home, 'kept');
  /** A stand-in that is told the secret on its stdin alone, as the real one is. */
  function install(name: string, script: string): Record<string, string> {
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
    return { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  }

  it('of a desktop is used where it answers', async () => {
    const environment = install('secret-tool', `case "$1" in store) cat > "${kept}";; lookup) [ "$5" = office ] && cat "${kept}" || exit 1;; clear) rm "${kept}";; esac`);
    const keychain = await findKeychain('linux', environment);
    await keychain?.store('office', 'canary');
    expect([await keychain?.read('office'), await keychain?.read('branch'), keychain?.lookup('office')]).toEqual(['canary', undefined, ['secret-tool', 'lookup', 'service', 'opnsense-mcp', 'account', 'office']]);
    await keychain?.remove('office');
    expect(existsSync(kept)).toBe(false);
    expect(await findKeychain('linux', install('secret-tool', 'echo "Cannot autolaunch D-Bus" >&2; exit 1'))).toBeUndefined();
    expect(await findKeychain('linux', { PATH: join(home, 'nowhere') })).toBeUndefined();
    expect(await findKeychain('win32', environment)).toBeUndefined();
  });

  it('of macOS is told the secret on stdin', async () => {
    const keychain = await findKeychain('darwin', install('security', `[ "$*" = -i ] && cat > "${kept}"`));
    await keychain?.store('office', 'canary');
    expect(readFileSync(kept, 'utf8')).toBe('add-generic-password -U -s opnsense-mcp -a office -X 63616e617279\n');
    install('security', 'exit 1');
    await expect(keychain?.store('office', 'canary')).rejects.toMatchObject({ code: 'OPN_CONFIG', message: expect.not.stringContaining('canary') });
  });
});

describe('this machine', () => {
  it('tells its gateway, on each system in its own way', () => {
    const heading = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';
    expect(gatewayInRoutes(`${heading}wlan0\t00000000\t0102A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\neth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\neth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n`)).toBe('192.168.1.1');
    expect(gatewayInRoutes(`${heading}tun0\t00000000\t00000000\t0001\t0\t0\t50\t00000000\t0\t0\t0\n`)).toBeUndefined();
    expect(gatewayInRoutes('')).toBeUndefined();
    expect(gatewayInGet('   route to: default\ndestination: default\n    gateway: 192.168.1.1\n  interface: en0\n')).toBe('192.168.1.1');
    expect(gatewayInGet('route: writing to routing socket: not in table\n')).toBeUndefined();
    expect(gatewayInPrint('Aktive Routen:\n  Netzwerkziel  Netzwerkmaske  Gateway  Schnittstelle  Metrik\n     0.0.0.0     0.0.0.0     192.168.1.1   192.168.1.20   25\n')).toBe('192.168.1.1');
    expect(gatewayInPrint('')).toBeUndefined();
  });

  it('starts this server by full paths, and by npx what npx may throw away', () => {
    const fetched = join(home, '_npx/1/node_modules/opnsense-mcp/dist');
    mkdirSync(fetched, { recursive: true });
    for (const file of [join(fetched, 'main.js'), join(home, 'main.js')]) writeFileSync(file, '');
    symlinkSync(join(home, 'main.js'), join(home, 'linked.js'));
    expect(serverCommand('linux', '/usr/bin/node', join(home, 'linked.js'))).toEqual({ command: '/usr/bin/node', args: [expect.stringMatching(/\/main\.js$/)] });
    expect(serverCommand('linux', '/usr/bin/node', join(fetched, 'main.js'))).toEqual({ command: 'npx', args: ['-y', 'opnsense-mcp'] });
    expect(serverCommand('win32', 'node.exe', join(fetched, 'main.js'))).toEqual({ command: 'cmd', args: ['/c', 'npx', '-y', 'opnsense-mcp'] });
  });
});
