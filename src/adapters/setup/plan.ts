import { OpnError } from '../../ports';
import { addByCommand, ENTRY, forShell, hostChange, type HostChange, hostLines, type HostWishes } from './host-entry';
import { type Host, type ServerEntry } from './hosts';
import { type Keychain } from './keychain';
import { type ProfileFields } from './profile';
import { type WrittenFile, writeFiles } from './written-files';

/** What is to be stored. */
export interface Planned extends HostWishes {
  /** `file` is undefined when nothing changes in it. */
  readonly profile: { readonly name: string; readonly fields: ProfileFields; readonly file: WrittenFile | undefined };
  /** What goes into the keychain. */
  readonly secret: { readonly keychain: Keychain; readonly value: string } | undefined;
  readonly hosts: readonly Host[];
  readonly entry: ServerEntry;
}

/** Which part is meant, and to whom it is told. */
interface Carrying {
  readonly withHosts: boolean;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

/** Everything that setup is about to write, shown first and then written whole. */
export class Plan {
  private readonly changes: readonly { readonly host: Host; readonly change: HostChange }[];

  constructor(private readonly planned: Planned) {
    const { hosts, entry } = planned;
    this.changes = hosts.map(host => ({ host, change: hostChange(host, entry, planned) }));
  }

  /** What the hosts' files have to hold, for a person to put it there. */
  hostConfiguration(): string {
    return this.changes.map(({ host, change }) => (change.kind === 'command' ? `${forShell(change.commands.add(ENTRY, change.entry))}\n` : hostLines(host, this.planned.entry))).join('\n');
  }

  /** What is going to be written where, without secrets. */
  describe({ withHosts }: Pick<Carrying, 'withHosts'>): string {
    const { profile: { name, fields, file }, secret } = this.planned;
    const hidden = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, field === 'secret' || field === 'key' ? '…' : value]));
    return [
      file === undefined ? `\n${name} stands in the configuration file as it should.` : `\n${file.path}, readable for you alone:\n${indented(JSON.stringify({ [name]: hidden }, undefined, 2))}`,
      ...(secret === undefined ? [] : [`${secret.keychain.title}: the secret of ${name}`]),
      ...(withHosts ? this.changes.map(each => this.shown(each)) : []),
      '',
    ].join('\n');
  }

  /** Stores everything, and says what is left to a person; true when something is. Rejects with an OpnError, and then leaves nothing behind. */
  async carryOut({ withHosts, signal, say }: Carrying): Promise<boolean> {
    const changes = withHosts ? this.changes : [];
    const files = [this.planned.profile.file, ...changes.map(({ change }) => (change.kind === 'file' ? change.file : undefined))].filter(file => file !== undefined);
    await this.withSecret(() => {
      if (signal.aborted) throw new OpnError('OPN_CANCELLED', 'Setup was called off; nothing was stored.');
      writeFiles(files);
    });
    for (const { path } of files) say(`✓ ${path}\n`);
    let isLeft = false;
    for (const { host, change } of changes) {
      const isDone = change.kind === 'command' ? await addByCommand(change, this.planned) : change.kind !== 'by hand';
      say(isDone ? `✓ ${host.title}: ${host.then}\n` : `! ${host.title}: ${this.byHand(host, change)}`);
      isLeft ||= !isDone;
    }
    return isLeft;
  }

  /** Puts the secret into the keychain and takes it out again when the work fails. */
  private async withSecret(work: () => void): Promise<void> {
    const { secret, profile: { name } } = this.planned;
    if (secret === undefined) return work();
    const { keychain, value } = secret;
    const before = await keychain.read(name);
    try {
      await keychain.store(name, value);
      if ((await keychain.read(name)) !== value) throw new OpnError('OPN_CONFIG', `${keychain.title} does not give the secret back; nothing was stored.`, 'Choose --store=config.');
      work();
    } catch (problem) {
      await (before === undefined ? keychain.remove(name) : keychain.store(name, before)).catch(() => undefined);
      throw problem;
    }
  }

  private shown({ host, change }: { readonly host: Host; readonly change: HostChange }): string {
    switch (change.kind) {
      case 'file':
        return `${change.file.path} (${host.title}), beside what is there:\n${indented(hostLines(host, change.entry).trimEnd())}`;
      case 'as it is':
        return `${change.path} (${host.title}) is as it should be.`;
      case 'command':
        return `${host.title}: ${forShell(change.commands.add(ENTRY, change.entry))}`;
      case 'by hand':
        return `${change.path} (${host.title}) is left alone: ${change.why}.`;
    }
  }

  private byHand(host: Host, change: HostChange): string {
    if (change.kind === 'command') return `run this where it is installed, after taking away an ${ENTRY} that it has already\n  ${forShell(change.commands.add(ENTRY, change.entry))}\n`;
    return `${'why' in change ? `${change.path} is left alone: ${change.why}. ` : ''}Put this into it yourself:\n${indented(hostLines(host, this.planned.entry).trimEnd())}\n`;
  }
}

const indented = (text: string): string => text.replace(/^/gm, '  ');
