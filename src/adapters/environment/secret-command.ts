import { execFile } from 'node:child_process';
import { inspect } from 'node:util';
import { OpnError } from '../../ports';
import { Credentials } from '../opnsense-api';
import { isUsable, keyFileEntries } from './key-pair';

const LONGEST_MS = 60_000;
const LARGEST = 16_384;

/** Credentials that a program of the operator's gives, such as a password manager; it runs when they are first needed. */
export class SecretCommand {
  constructor(
    private readonly command: readonly string[],
    private readonly key: string | undefined,
    /** Where the operator wrote it down. */
    private readonly where: string,
  ) {}

  /** Runs the program; rejects with OPN_CONFIG that shows nothing of its output. */
  async run(): Promise<Credentials> {
    const [program = '', ...given] = this.command;
    const output = await new Promise<string>((resolve, reject) => {
      execFile(program, given, { timeout: LONGEST_MS, maxBuffer: LARGEST, windowsHide: true, encoding: 'utf8' }, (problem, stdout) => (problem === null ? resolve(stdout) : reject(this.failed(problem))));
    });
    const entries = keyFileEntries(output);
    const key = entries.get('key') ?? this.key;
    const secret = entries.get('secret') ?? output.split(/\r\n|\n|\r/, 1)[0]?.trim() ?? '';
    if (key === undefined) throw new OpnError('OPN_CONFIG', `${this.where} gives a secret, but no key belongs to it.`, 'Set key beside it, or let the command print a whole apikey.txt.');
    if (!isUsable(key) || !isUsable(secret)) throw new OpnError('OPN_CONFIG', `${this.where} printed what no key or secret of OPNsense looks like.`, 'Its first line has to be the secret and nothing else, or its output an apikey.txt.');
    return new Credentials(key, secret);
  }

  private failed({ code, killed }: { readonly code?: unknown; readonly killed?: boolean }): OpnError {
    const why = killed === true ? `did not end within ${String(LONGEST_MS / 1000)} s` : typeof code === 'number' ? `ended with ${String(code)}` : `cannot be run (${String(code)})`;
    return new OpnError('OPN_CONFIG', `The program of ${this.where} ${why}, so there is no secret for the firewall.`, 'Run it in a terminal as the user of this server.');
  }

  [inspect.custom](): string {
    return '[secret command]';
  }
}
