import { createServer } from 'node:net';
import { once } from 'node:events';
import { assemble } from '../../../src/adapters/assembly/assemble';
import { formatFindings, severityOf } from '../../../src/adapters/doctor';
import { Credentials } from '../../../src/adapters/opnsense-api';
import { HttpsWire, type TlsTrust } from '../../../src/adapters/opnsense-http';
import { builtIn } from '../../../src/adapters/plugin-sources/built-in';
import { disable } from '../../grant';
import { FAKE_KEYS, FakeFirewall, type FakeFirewallOptions, type HttpsSide, serveHttps } from '../../../src/adapters/testkit';
import { type Finding } from '../../../src/ports';
import { CA_PEM, fingerprint, startServer } from '../opnsense-http/local-server';

const CANARY = { key: 'canary-key-5f1c', secret: 'canary-secret-9e2d' };
// Each examination asks some sixty things.
jest.setTimeout(60_000);

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(each => each.close()));
});

interface Way {
  readonly origin: string;
  readonly trust?: TlsTrust;
  readonly user?: string;
  readonly timeoutMs?: number;
}

/** What the doctor finds on the way to a firewall. */
async function examine({ origin, trust = { kind: 'system' }, user, timeoutMs = 10_000 }: Way): Promise<readonly Finding[]> {
  const { key, secret } = FAKE_KEYS.find(each => each.user === user) ?? CANARY;
  const wire = new HttpsWire({ origin, trust });
  opened.push(wire);
  const { doctor } = await assemble({ wire, credentials: new Credentials(key, secret), firewall: origin, version: '0.0.0-test', consent: { writes: true, secrets: false }, sources: [builtIn], timeoutMs, connection: { origin, trust } });
  const findings = await doctor.examine();
  expect(formatFindings(findings)).not.toMatch(/canary/);
  return findings;
}

async function served(options: FakeFirewallOptions = {}): Promise<HttpsSide> {
  const side = await serveHttps(new FakeFirewall(options));
  opened.push(side);
  return side;
}

const pinned = ({ url, fingerprint: pin }: HttpsSide): Way => ({ origin: url, trust: { kind: 'pin', fingerprint: pin }, user: 'root' });
const of = (findings: readonly Finding[], link: string): Finding | undefined => findings.find(each => each.link === link);
const firstFailure = (findings: readonly Finding[]): Finding | undefined => findings.find(({ status }) => status === 'failed');

async function server(...given: Parameters<typeof startServer>): Promise<string> {
  const local = await startServer(...given);
  opened.push(local);
  return local.origin;
}

describe('the doctor', () => {
  it('finds every link of a good chain in order', async () => {
    const findings = await examine(pinned(await served()));
    expect(firstFailure(findings)).toBeUndefined();
    expect(findings.slice(0, 6).map(({ link, status }) => [link, status])).toEqual([
      ['configuration', 'ok'], ['name', 'skipped'], ['tcp', 'ok'], ['tls', 'ok'], ['http', 'ok'], ['key', 'ok'],
    ]);
    expect(of(findings, 'tls')?.says).toMatch(/the pinned one; it expires in 39\d days/);
  });

  it('names a wrong port, with all that cannot be looked at any more', async () => {
    const side = await served();
    await side.close();
    const findings = await examine({ origin: side.url });
    expect(firstFailure(findings)).toMatchObject({ link: 'tcp', says: expect.stringMatching(/OPN_UNREACHABLE.*refuses connections on that port/), fix: expect.stringContaining('OPNSENSE_URL') });
    expect(findings.filter(({ status }) => status === 'skipped').map(({ link }) => link)).toEqual(['name', 'tls', 'http', 'key', 'release', 'clock', 'privileges', 'plugins', 'web GUI', 'history', 'rollback']);
    expect(severityOf(findings)).toBe(2);
  });

  it('names a host that is not known', async () => {
    expect(firstFailure(await examine({ origin: 'https://fw.invalid' }))).toMatchObject({ link: 'name', says: expect.stringMatching(/OPN_UNREACHABLE: fw\.invalid/) });
  });

  it('names a port that speaks no TLS', async () => {
    const origin = await server(undefined, (_request, response) => response.end());
    expect(firstFailure(await examine({ origin: origin.replace('http:', 'https:') }))).toMatchObject({ link: 'tls', says: expect.stringContaining('does not speak TLS'), fix: expect.stringContaining('HTTPS web GUI') });
  });

  it('names a host that takes connections and says nothing', async () => {
    const silent = createServer(socket => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    opened.push({ close: () => new Promise(resolve => silent.close(() => resolve())) });
    expect(firstFailure(await examine({ origin: `https://127.0.0.1:${String((silent.address() as { port: number }).port)}`, timeoutMs: 300 }))).toMatchObject({ link: 'tls', says: expect.stringContaining('OPN_TIMEOUT') });
  });

  it.each([
    ['expired', /has expired/, /Renew it/],
    ['other-name', /for another name/, /the name that is in the certificate/],
  ] as const)('names a certificate that is %s', async (name, says, fix) => {
    const origin = await server(name, (_request, response) => response.end());
    expect(firstFailure(await examine({ origin, trust: { kind: 'ca', pem: CA_PEM } }))).toMatchObject({ link: 'tls', says: expect.stringMatching(says), fix: expect.stringMatching(fix) });
  });

  it('names a certificate that signed itself, and its fingerprint', async () => {
    const origin = await server('self-signed', (_request, response) => response.end());
    expect(firstFailure(await examine({ origin }))).toMatchObject({ link: 'tls', says: expect.stringMatching(`self-signed.*${fingerprint('self-signed')}`), fix: expect.stringContaining('OPNSENSE_TLS_FINGERPRINT') });
  });

  it('names a certificate that was changed', async () => {
    const { url } = await served();
    const pin = fingerprint('signed');
    expect(firstFailure(await examine({ origin: url, trust: { kind: 'pin', fingerprint: pin } }))).toMatchObject({ link: 'tls', says: expect.stringMatching(`another certificate than the pinned one.*Pinned: ${pin}`) });
  });

  it('warns of a certificate that is pinned and expired, and of one that nobody checks', async () => {
    const origin = await server('expired', (_request, response) => response.end());
    expect(of(await examine({ origin, trust: { kind: 'pin', fingerprint: fingerprint('expired') } }), 'tls')).toMatchObject({ status: 'warning', says: expect.stringContaining('it expired') });
    expect(of(await examine({ origin, trust: { kind: 'off' } }), 'tls')).toMatchObject({ status: 'warning', fix: `Set OPNSENSE_TLS_FINGERPRINT=${fingerprint('expired')} after comparing it with the firewall's.` });
  });

  it('names a web server that is no OPNsense', async () => {
    const origin = await server('signed', (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'));
    expect(firstFailure(await examine({ origin, trust: { kind: 'ca', pem: CA_PEM } }))).toMatchObject({ link: 'http', says: expect.stringContaining('A web page came back') });
  });

  it('names a wrong key', async () => {
    expect(firstFailure(await examine({ ...pinned(await served()), user: 'nobody' }))).toMatchObject({ link: 'key', says: expect.stringContaining('OPN_UNAUTHORIZED'), fix: expect.stringContaining('not disabled or expired') });
  });

  it('names a disabled user', async () => {
    const firewall = new FakeFirewall({});
    disable(firewall, 'monitor');
    const side = await serveHttps(firewall);
    opened.push(side);
    expect(firstFailure(await examine({ ...pinned(side), user: 'monitor' }))).toMatchObject({ link: 'key', fix: expect.stringContaining('the user is not disabled') });
  });

  it('names missing privileges by toolset, missing plugins with their tools, and a clock that is off', async () => {
    const ahead = { now: () => Date.now() + 300_000 };
    const findings = await examine(pinned(await served({ packages: [], clock: ahead })));
    expect(of(findings, 'plugins')).toMatchObject({ status: 'skipped', says: expect.stringMatching(/os-haproxy \(opn_haproxy_add.*System > Firmware > Plugins/) });
    expect(of(findings, 'clock')).toMatchObject({ status: 'warning', says: expect.stringMatching(/(299|300|301) s ahead/) });
    const poor = await examine({ ...pinned(await served()), user: 'monitor' });
    expect(of(poor, 'privileges: dns')).toMatchObject({ status: 'failed', says: expect.stringMatching(/^Missing: .*'Services: Unbound'.* Needed by opn_add_dns_alias/), fix: expect.stringMatching(/Tick/) });
    expect(of(findings, 'privileges: dhcp')?.says).toContain("Only 'All pages' grants dhcpv4/service/status, dhcpv6/service/status on 26.7; the tools do without.");
    expect(of(poor, 'privileges: network')).toMatchObject({ status: 'warning', says: expect.not.stringContaining('ARP Table') });
  });
});
