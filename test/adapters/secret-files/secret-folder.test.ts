import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noSecretFiles, SecretFolder } from '../../../src/adapters/secret-files/secret-folder';

describe('the folder for secrets', () => {
  const root = mkdtempSync(join(tmpdir(), 'opnsense-mcp-secrets-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('holds files that nobody else can read, in a folder made for them', async () => {
    const folder = new SecretFolder(join(root, 'new/vpn'));
    expect(folder.place('a.conf')).toBe(join(root, 'new/vpn/a.conf'));
    const path = await folder.write('a.conf', 'secret');
    expect([path, readFileSync(path, 'utf8'), statSync(path).mode & 0o777, statSync(join(root, 'new/vpn')).mode & 0o777]).toEqual([join(root, 'new/vpn/a.conf'), 'secret', 0o600, 0o700]);
  });

  it('overwrites nothing, and leaves the folder by no name', async () => {
    const folder = new SecretFolder(root);
    expect([await folder.write('b.conf', '1'), await folder.write('b.conf', '2'), folder.place('b.conf')]).toEqual(['b.conf', 'b-2.conf', 'b-3.conf'].map(name => join(root, name)));
    expect(readFileSync(join(root, 'b.conf'), 'utf8')).toBe('1');
    expect(await folder.write('../../etc/x', '3')).toBe(join(root, '_.._etc_x'));
  });

  it('says why it cannot be written to', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(new SecretFolder(join(root, 'file/in')).write('c', '')).rejects.toMatchObject({ code: 'OPN_CONFIG', message: expect.stringContaining('ENOTDIR') });
    await expect(noSecretFiles.write('c', '')).rejects.toMatchObject({ code: 'OPN_CONFIG' });
  });
});
