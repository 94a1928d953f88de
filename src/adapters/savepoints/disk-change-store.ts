import { link, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { OpnError, type Redactor } from '../../ports';
import { type ChangeRecord } from './change-record';
import { type ChangeStore, type Claim, type KeptChange, refuseEnded } from './change-store';

const OPEN = 'open-change.json';
const CLOSED = 'changes.json';
const CLAIM = 'ending-';
const BEING_WRITTEN_MS = 5_000;
const DRAFT = /^(open-change|changes)\.json\.[0-9a-f-]{36}$/;
const KEPT = 100;
const NOBODY = 0;
const OWNER_ONLY = 0o600;

/** Keeps changes in a folder of the operator (mode 0700, files 0600), without secrets. */
export class DiskChangeStore implements ChangeStore {
  constructor(
    private readonly folder: string,
    private readonly redactor: Pick<Redactor, 'redact'>,
  ) {}

  load(): Promise<ChangeRecord | undefined> {
    return this.read<ChangeRecord>(OPEN);
  }

  async open(record: ChangeRecord): Promise<boolean> {
    const present = await this.load();
    if (present !== undefined && present.id !== record.id) return false;
    // Of two processes that begin at once, only one can make the file.
    return this.write(OPEN, this.redactor.redact(record), { flush: false, place: present === undefined ? makeAlone : rename });
  }

  async keep(record: ChangeRecord, isUrgent: boolean): Promise<void> {
    await this.write(OPEN, this.redactor.redact(record), { flush: isUrgent, place: async (from, to) => {
      await refuseEnded(this, record);
      await rename(from, to);
    } });
  }

  async claim(id: string, { how, by }: Claim): Promise<boolean> {
    const present = (await this.claimFiles(id)).at(-1);
    if (present !== undefined && (await this.isHeld(present))) return false;
    const mine = `${CLAIM}${id}.${String(ageOf(present) + 1).padStart(3, '0')}`;
    try {
      const file = await open(path.join(this.folder, mine), 'wx', OWNER_ONLY);
      await file.writeFile(`${how} ${String(by)}`);
      await file.close();
    } catch (problem) {
      if (codeOf(problem) === 'EEXIST') return false;
      throw cannotKeep(this.folder, problem);
    }
    if ((await this.load())?.id === id) return true;
    await rm(path.join(this.folder, mine), { force: true });
    return false;
  }

  async claimed(id: string): Promise<Claim | undefined> {
    const present = (await this.claimFiles(id)).at(-1);
    // One that is being written is somebody's already.
    return present === undefined ? undefined : ((await this.readClaim(present)) ?? { how: 'rollback', by: NOBODY });
  }

  async release(id: string): Promise<void> {
    const present = (await this.claimFiles(id)).at(-1);
    if (present !== undefined) await rm(path.join(this.folder, present), { force: true });
  }

  async discard(id: string): Promise<void> {
    if ((await this.load())?.id === id) await rm(path.join(this.folder, OPEN), { force: true });
    for (const file of await this.claimFiles(id)) await rm(path.join(this.folder, file), { force: true });
    await this.removeDrafts();
  }

  /** What a process has left that died while it wrote. */
  private async removeDrafts(): Promise<void> {
    const names = (await readdir(this.folder).catch(() => [])).filter(name => DRAFT.test(name)).map(name => path.join(this.folder, name));
    for (const name of names) if (!(await isFresh(name))) await rm(name, { force: true });
  }

  async close(change: KeptChange): Promise<void> {
    const others = (await this.closed(KEPT)).filter(({ id }) => id !== change.id);
    await this.write(CLOSED, [this.redactor.redact(change), ...others].slice(0, KEPT));
    await this.discard(change.id);
  }

  async closed(count: number): Promise<readonly KeptChange[]> {
    return ((await this.read<KeptChange[]>(CLOSED)) ?? []).slice(0, Math.max(0, count));
  }

  lives(owner: number): boolean {
    try {
      process.kill(owner, 0);
      return true;
    } catch (problem) {
      return codeOf(problem) === 'EPERM';
    }
  }

  /** The claims on a change, oldest first: whoever takes over from a dead process makes the next file, as only one can. */
  private async claimFiles(id: string): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.filter(name => name.startsWith(`${CLAIM}${id}.`)).sort();
  }

  private async readClaim(file: string): Promise<Claim | undefined> {
    const [how, by] = (await readFile(path.join(this.folder, file), 'utf8').catch(() => '')).split(' ');
    return by === undefined ? undefined : { how: how === 'confirm' ? 'confirm' : 'rollback', by: Number(by) };
  }

  /** True while the process of the claim lives; one that is still being written is held, too. */
  private async isHeld(file: string): Promise<boolean> {
    const claim = await this.readClaim(file);
    if (claim !== undefined) return this.lives(claim.by);
    return isFresh(path.join(this.folder, file));
  }

  private async read<T>(name: string): Promise<T | undefined> {
    let text: string;
    try {
      text = await readFile(path.join(this.folder, name), 'utf8');
    } catch (problem) {
      if (codeOf(problem) === 'ENOENT') return undefined;
      throw cannotKeep(this.folder, problem);
    }
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new OpnError('OPN_CONFIG', `${path.join(this.folder, name)} is damaged, so nobody knows whether a change is open.`, 'Look at the firewall\'s configuration history, then delete the file.');
    }
  }

  // Whole files only: written beside, and put in place. False when somebody else was quicker.
  private async write(name: string, content: unknown, { flush = false, place = rename }: { readonly flush?: boolean; readonly place?: (from: string, to: string) => Promise<void> } = {}): Promise<boolean> {
    const target = path.join(this.folder, name);
    const beside = `${target}.${crypto.randomUUID()}`;
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFile(beside, JSON.stringify(content), { mode: OWNER_ONLY, flush });
      await place(beside, target);
      return true;
    } catch (problem) {
      await rm(beside, { force: true }).catch(() => undefined);
      if (codeOf(problem) === 'EEXIST') return false;
      throw problem instanceof OpnError ? problem : cannotKeep(this.folder, problem);
    }
  }
}

/** True for a file that may still be written. */
async function isFresh(file: string): Promise<boolean> {
  const made = await stat(file).then(({ mtimeMs }) => mtimeMs, () => 0);
  return Date.now() - made < BEING_WRITTEN_MS;
}

const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK']);

/** Puts a file where none is yet; where the disk knows no links, the last of two that do so at once stays. */
async function makeAlone(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
    await rm(from, { force: true });
  } catch (problem) {
    if (!NO_LINKS.has(codeOf(problem) ?? '')) throw problem;
    await rename(from, to);
  }
}

function ageOf(claimFile: string | undefined): number {
  return Number(claimFile?.split('.').at(-1) ?? 0);
}

/** The error for a state folder that cannot be used. */
export function cannotKeep(folder: string, problem: unknown): OpnError {
  return new OpnError(
    'OPN_CONFIG',
    `The record of changes cannot be kept in ${folder} (${codeOf(problem) ?? 'unknown reason'}), so nothing is changed.`,
    'Let this user write there, or name another folder with OPNSENSE_STATE_DIR.',
  );
}

function codeOf(problem: unknown): string | undefined {
  return (problem as NodeJS.ErrnoException | undefined)?.code;
}
