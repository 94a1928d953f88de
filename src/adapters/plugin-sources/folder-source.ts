import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type PluginCandidate, type PluginSource } from '../../ports';

/** Finds built-in plugins: every folder NAME below `root` that holds a file NAME.plugin. */
export class FolderSource implements PluginSource {
  constructor(private readonly root: string) {}

  async candidates(): Promise<readonly PluginCandidate[]> {
    const folders = (await readdir(this.root, { withFileTypes: true })).filter(entry => entry.isDirectory());
    const found = await Promise.all(folders.map(folder => this.candidate(folder.name)));
    return found.filter(candidate => candidate !== undefined);
  }

  private async candidate(name: string): Promise<PluginCandidate | undefined> {
    const folder = join(this.root, name);
    const file = (await readdir(folder)).find(each => each === `${name}.plugin.js` || each === `${name}.plugin.ts`);
    if (file === undefined) return undefined;
    const path = join(folder, file);
    return { from: name, builtIn: true, load: () => import(path) as Promise<Record<string, unknown>> };
  }
}
