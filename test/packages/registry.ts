import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, existsSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Packed {
  /** Its folder, or its tarball. */
  readonly at: string;
  readonly file: Readonly<Record<string, unknown>> & { readonly name: string; readonly version: string };
}

/** A registry on loopback that serves the given tarballs and, beside them, what is installed in this checkout: npm works as always, without the internet. */
export class LocalRegistry {
  private readonly packages = new Map<string, Packed[]>();
  private readonly tarballs = new Map<string, Promise<Buffer>>();
  private readonly folder = mkdtempSync(join(tmpdir(), 'opnsense-mcp-registry-'));
  private readonly server: Server;

  constructor(installed: string) {
    this.addInstalled(installed);
    this.server = createServer((request, response) => {
      this.answer(decodeURIComponent(request.url ?? '/').slice(1)).then(
        body => response.writeHead(body === undefined ? 404 : 200).end(body),
        (problem: unknown) => response.writeHead(500).end(String(problem)),
      );
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve));
    return this.url;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Publishes a tarball that `npm pack` made. */
  async publish(tarball: string): Promise<void> {
    const { stdout } = await run('tar', ['-xzOf', tarball, 'package/package.json']);
    const file = JSON.parse(stdout) as Packed['file'];
    this.packages.set(file.name, [{ at: tarball, file }]);
  }

  private get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private addInstalled(folder: string): void {
    const names = readdirSync(folder).flatMap(name => (name.startsWith('@') ? readdirSync(join(folder, name)).map(inner => `${name}/${inner}`) : [name]));
    for (const name of names.filter(each => !each.startsWith('.'))) {
      const at = join(folder, name);
      if (!existsSync(join(at, 'package.json'))) continue;
      const file = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) as Packed['file'];
      const known = this.packages.get(file.name) ?? [];
      if (!known.some(each => each.file.version === file.version)) this.packages.set(file.name, [...known, { at, file }]);
      if (existsSync(join(at, 'node_modules'))) this.addInstalled(join(at, 'node_modules'));
    }
  }

  private async answer(path: string): Promise<string | Buffer | undefined> {
    const [name = '', version] = path.split('/-/');
    const versions = this.packages.get(name);
    if (versions === undefined) return undefined;
    if (version !== undefined) return this.tarball(versions.find(each => `${each.file.version}.tgz` === version));
    const entries = await Promise.all(versions.map(async each => {
      const integrity = `sha512-${createHash('sha512').update((await this.tarball(each)) ?? '').digest('base64')}`;
      return [each.file.version, { ...each.file, dist: { tarball: `${this.url}/${name}/-/${each.file.version}.tgz`, integrity } }] as const;
    }));
    return JSON.stringify({ name, 'dist-tags': { latest: versions.at(-1)?.file.version }, versions: Object.fromEntries(entries) });
  }

  private async tarball(packed: Packed | undefined): Promise<Buffer | undefined> {
    if (packed === undefined) return undefined;
    if (packed.at.endsWith('.tgz')) return readFileSync(packed.at);
    const made = this.tarballs.get(packed.at) ?? this.pack(packed);
    this.tarballs.set(packed.at, made);
    return made;
  }

  private async pack({ at, file }: Packed): Promise<Buffer> {
    const target = join(this.folder, `${file.name.replaceAll('/', '+')}-${file.version}.tgz`);
    await run('tar', ['-czf', target, '--exclude=./node_modules', '--transform=s,^\\.,package,', '-C', at, '.'], { maxBuffer: 1e8 });
    return readFileSync(target);
  }
}
