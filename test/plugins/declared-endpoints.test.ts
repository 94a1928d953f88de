import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { privilegesFor, spelling } from '../../src/adapters/catalogue';
import { blockedReason, changesSomething } from '../../src/adapters/opnsense-api';
import { inCamelCase } from '../../src/adapters/opnsense-api/request-path';
import { compareReleases, type Endpoint, RELEASES, type Release } from '../../src/ports';
import effects from '../fixtures/catalogue/endpoint-effects.json';

const CONTROLLERS: Readonly<Record<string, Readonly<Record<string, string>>>> = effects.controllers;
const PLUGINS = join(__dirname, '../../src/plugins');

// Jobs and look-ups that save nothing, although the sources treat them like changes.
const HARMLESS = /^(diagnostics\/(ping|traceroute|dns_diagnostics|portprobe|packet_capture)\/|diagnostics\/log\/|firewall\/alias_util\/find_references$|unbound\/settings\/(search|get)_dot$|haproxy\/service\/configtest$)/;

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'kind' in value && 'path' in value && (value.kind === 'read' || value.kind === 'write');

/** Endpoints that a module exports, alone or as members of a resource. */
function endpointsIn(exported: unknown): Endpoint[] {
  if (isEndpoint(exported)) return [exported];
  return typeof exported === 'object' && exported !== null ? Object.values(exported).filter(isEndpoint) : [];
}

const files = readdirSync(PLUGINS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.endpoints.ts'));
const declared = files.flatMap((file) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the files are found, not known
  const module = require(join(PLUGINS, file)) as Record<string, unknown>;
  return Object.values(module).flatMap(endpointsIn).map((endpoint) => [`${file.replace(/^.*[\\/]/, '')}: ${endpoint.kind} ${endpoint.path}`, endpoint] as const);
});

const has = ({ since, until }: Endpoint, release: Release): boolean =>
  (since === undefined || compareReleases(release, since) >= 0) && (until === undefined || compareReleases(release, until) <= 0);

/** What the action reacts to in a release: see the fixture. */
function effectOf(path: string, release: Release): string {
  const cut = path.lastIndexOf('/');
  const actions = CONTROLLERS[path.slice(0, cut)];
  return (actions?.[path.slice(cut + 1)] ?? actions?.['*'])?.[RELEASES.indexOf(release)] ?? '-';
}

/** Endpoints that a release has, but that answer what they are declared for from a later one on. */
const LATER: Readonly<Record<string, Release>> = { 'firewall/filter/search_rule': '25.1' };

it('finds the declarations', () => {
  expect(files.length).toBeGreaterThan(0);
  expect(declared.length).toBeGreaterThan(files.length);
});

describe.each(declared)('%s', (_, endpoint) => {
  const releases = RELEASES.filter((release) => has(endpoint, release));

  it('exists in exactly the releases it names', () => {
    const later = endpoint.since !== undefined && LATER[endpoint.path] === endpoint.since ? endpoint.since : '24.7';
    expect(RELEASES.filter((release) => compareReleases(release, later) >= 0 && effectOf(endpoint.path, release) !== '-')).toEqual(releases);
  });

  it('is what it says, by the method it says', () => {
    const wanted = endpoint.kind === 'write' ? /^[PB]$/ : endpoint.method === 'GET' ? /^[gb]$/ : /^[pb]$/;
    for (const release of releases) {
      const effect = effectOf(endpoint.path, release);
      if (endpoint.kind === 'read' && HARMLESS.test(endpoint.path)) expect(effect).not.toBe('-');
      else expect(`${release} ${effect}`).toMatch(new RegExp(`^${release} ${wanted.source.slice(1)}`));
    }
  });

  it('is one that the API client sends', () => {
    // Some are blocked for certain arguments only, and without any.
    expect(blockedReason(`${endpoint.path}/of-no-account`)).toBeUndefined();
    if (endpoint.kind === 'read') expect(changesSomething(endpoint.path)).toBe(false);
  });

  it('is spelt on each release as most narrow privileges know it', () => {
    for (const release of releases) {
      const camel = endpoint.camelUntil !== undefined && compareReleases(release, endpoint.camelUntil) <= 0;
      const sent = camel ? inCamelCase(endpoint.path) : endpoint.path;
      expect([release, sent, privilegesFor(sent, release)]).toEqual([release, sent, privilegesFor(spelling(endpoint.path, release), release)]);
    }
  });
});
