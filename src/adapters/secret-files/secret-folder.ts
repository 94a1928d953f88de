import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { OpnError, type SecretFiles } from '../../ports';

/** For an operator who wants no files. */
export const noSecretFiles: SecretFiles = {
  isWanted: () => false,
  place: name => name,
  write: async () => {
    throw new OpnError('OPN_CONFIG', 'There is no folder for files with secrets.', 'The operator can name one in OPNSENSE_SECRETS_DIR.');
  },
};

/** New files in the operator's folder, 0600 each; the folder is made 0700 with the first of them. */
export class SecretFolder implements SecretFiles {
  constructor(private readonly folder: string) {}

  isWanted(): boolean {
    return true;
  }

  async write(name: string, text: string): Promise<string> {
    for (let number = 1; ; number += 1) {
      const path = this.path(name, number);
      try {
        await mkdir(this.folder, { recursive: true, mode: 0o700 });
        await writeFile(path, text, { flag: 'wx', mode: 0o600 });
        return path;
      } catch (problem) {
        const { code = 'unknown' } = problem as NodeJS.ErrnoException;
        if (code !== 'EEXIST' || number >= 1000) throw new OpnError('OPN_CONFIG', `The file ${path} cannot be written (${code}).`, 'Give OPNSENSE_SECRETS_DIR a folder that this server may write.');
      }
    }
  }

  place(name: string): string {
    let number = 1;
    while (existsSync(this.path(name, number))) number += 1;
    return this.path(name, number);
  }

  private path(name: string, number: number): string {
    const plain = name.replace(/[^\w.-]+/g, '_').replace(/^\.+/, '');
    const ending = extname(plain);
    return join(this.folder, number === 1 ? plain : `${plain.slice(0, plain.length - ending.length)}-${number}${ending}`);
  }
}
