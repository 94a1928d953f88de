import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DescribedPlugin, type DescribedTool } from '../../core';
import { type Manifest } from '../plugin-sources/manifest';

/** A plugin as the quality scale looks at it: what it declares, and what lies in its folder. */
export interface Subject {
  readonly manifest: Manifest;
  readonly plugins: readonly DescribedPlugin[];
  readonly tools: readonly DescribedTool[];
  readonly files: PackageFiles;
}

/** The files of a plugin's package, apart from what was built or installed. */
export class PackageFiles {
  constructor(private readonly folder: string) {}

  /** A file's text; empty when there is none. */
  text(path: string): string {
    const file = join(this.folder, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  /** A JSON file's object; undefined when there is none or it is not JSON. */
  json(path: string): Readonly<Record<string, unknown>> | undefined {
    try {
      return JSON.parse(this.text(path)) as Readonly<Record<string, unknown>>;
    } catch {
      return undefined;
    }
  }

  /** The texts of all files below a folder whose names end so. */
  texts(folder: string, ending: RegExp): readonly string[] {
    const from = join(this.folder, folder);
    if (!existsSync(from)) return [];
    return readdirSync(from, { recursive: true, encoding: 'utf8' }).filter(name => ending.test(name)).map(name => readFileSync(join(from, name), 'utf8'));
  }
}
