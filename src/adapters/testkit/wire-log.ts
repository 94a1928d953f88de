import { deepStrictEqual } from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RELEASES, type Release } from '../../ports';

/** The wire log of a tool: for each case that works, the requests in their order by the releases, with spaces between them, that see the same ones. */
type WireLog = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/**
 * Compares the requests of a case with the tool's committed wire log `FOLDER/wire/NAME.json`, which shows what a call costs; ids and revisions are left out.
 * With UPDATE_TOOLSNAPS=1 they are written; a case without them fails. Where there is no folder `wire`, nobody wants wire logs.
 */
export function checkWireLog(name: string, says: string, release: Release, requests: readonly string[], folder = join(process.cwd(), 'test', '__toolsnaps__')): void {
  if (!existsSync(join(folder, 'wire'))) return;
  const { file, log = {} } = wireLogOf(name, folder);
  const sent = requests.map(withoutIds);
  if (process.env['UPDATE_TOOLSNAPS'] === '1') {
    write(file, { ...log, [says]: withRequests(log[says] ?? {}, release, sent) });
    return;
  }
  const [, known] = Object.entries(log[says] ?? {}).find(([releases]) => releases.split(' ').includes(release)) ?? [];
  const how = 'look at the difference, then run the tests with UPDATE_TOOLSNAPS=1';
  if (known === undefined) throw new Error(`${file} has no requests of '${says}' on ${release}: ${how}`);
  deepStrictEqual(sent, known, `${name} asks otherwise than its wire log says: ${how}`);
}

/** Checks that the wire log has no case that the test has not; with UPDATE_TOOLSNAPS=1 such cases are taken out. */
export function checkWireLogCases(name: string, cases: readonly string[], folder = join(process.cwd(), 'test', '__toolsnaps__')): void {
  const { file, log } = wireLogOf(name, folder);
  if (log === undefined) return;
  const left = Object.keys(log).filter(each => !cases.includes(each));
  if (process.env['UPDATE_TOOLSNAPS'] === '1') {
    write(file, Object.fromEntries(cases.flatMap(each => (log[each] === undefined ? [] : [[each, log[each]]]))));
    return;
  }
  deepStrictEqual(left, [], `${file} has cases that the test has not: run the tests with UPDATE_TOOLSNAPS=1`);
}

/** Where a tool's wire log is, and what it holds; nothing when there is none. */
function wireLogOf(name: string, folder: string): { readonly file: string; readonly log?: WireLog } {
  const file = join(folder, 'wire', `${name}.json`);
  return existsSync(file) ? { file, log: JSON.parse(readFileSync(file, 'utf8')) as WireLog } : { file };
}

const write = (file: string, log: WireLog): void => writeFileSync(file, `${JSON.stringify(log, undefined, 2)}\n`);

function withRequests(logged: WireLog[string], release: Release, requests: readonly string[]): WireLog[string] {
  const known = Object.entries(logged).flatMap(([releases, each]) => releases.split(' ').map(other => [other, each] as const));
  const byRelease = new Map<string, readonly string[]>([...known, [release, requests]]);
  const updated: Record<string, readonly string[]> = {};
  const done = new Set<Release>();
  for (const first of RELEASES) {
    const own = byRelease.get(first);
    if (own === undefined || done.has(first)) continue;
    const same = RELEASES.filter(each => JSON.stringify(byRelease.get(each)) === JSON.stringify(own));
    for (const each of same) done.add(each);
    updated[same.join(' ')] = own;
  }
  return updated;
}

function withoutIds(request: string): string {
  return request.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>').replaceAll(/\d{10}\.\d+/g, '<revision>');
}
