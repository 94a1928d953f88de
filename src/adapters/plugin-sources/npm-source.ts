import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { optionVariable } from '../../core';
import { OpnError, type PluginCandidate, type PluginSource } from '../../ports';
import { guardedImport, type Importer } from './guarded-import';
import { type Manifest, readManifest, type Surroundings, versionIn } from './manifest';
import { find, type Place } from './places';

/** What the operator says of plugins. */
export interface WantedPlugins {
  /** Names of packages, or paths of their folders, in the order in which they are loaded. */
  readonly names: readonly string[];
  /** Options from the configuration file, by the plugin's package. */
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What plugins from npm are loaded with. */
export interface NpmSetup extends Surroundings {
  readonly wanted: WantedPlugins;
  readonly places: readonly Place[];
  readonly workingDirectory: string;
  /** The folder of this server's own package, symbolic links resolved. */
  readonly ownPackage: string;
  readonly importer: Importer;
  /** Milliseconds that a plugin may take to load; 5000 unless said otherwise. */
  readonly loadMs?: number;
}

/** Plugins of third parties: those that the operator names, after their manifest was checked. Nothing else is looked at. */
export class NpmSource implements PluginSource {
  constructor(private readonly setup: NpmSetup) {}

  async candidates(): Promise<readonly PluginCandidate[]> {
    return [...new Set(this.setup.wanted.names)].map(name => this.candidate(name));
  }

  /** What the plugins' modules for the in-memory firewall export; a plugin that fails at it teaches nothing, and its tools meet a firewall without it. */
  async lessons(): Promise<readonly unknown[]> {
    const taught = await Promise.allSettled(this.setup.wanted.names.map(async name => {
      const { fake } = this.manifest(name);
      return fake === undefined ? [] : Object.values(await this.exportsOf(fake));
    }));
    return taught.flatMap(each => (each.status === 'fulfilled' ? each.value : []));
  }

  private candidate(name: string): PluginCandidate {
    try {
      const manifest = this.manifest(name);
      return {
        from: `${manifest.name}@${manifest.version}`,
        builtIn: false,
        load: () => this.exportsOf(manifest.entry),
        option: (plugin, field) => this.option(name, manifest, plugin, field),
      };
    } catch (problem) {
      return { from: name, builtIn: false, load: () => Promise.reject(problem as Error) };
    }
  }

  /** The environment goes before the file. */
  private option(name: string, manifest: Manifest, plugin: string, field: string): unknown {
    const { environment, wanted } = this.setup;
    const text = environment[optionVariable(plugin, field)];
    return text === undefined || text.trim() === '' ? (wanted.options[name] ?? wanted.options[manifest.name])?.[field] : text;
  }

  private manifest(name: string): Manifest {
    return checkedManifest(name, this.setup);
  }

  private exportsOf(file: string): Promise<Readonly<Record<string, unknown>>> {
    return guardedImport(file, this.setup.importer, this.setup.loadMs);
  }
}

/** The manifest of a plugin that the operator names; throws OPN_PLUGIN when it is not there, not in order, or would use another copy of this server. */
export function checkedManifest(name: string, setup: Omit<NpmSetup, 'wanted' | 'importer'>): Manifest {
  const found = find(name, setup.places, setup.workingDirectory);
  if (found === undefined) {
    const where = setup.places.map(({ folder, called }) => `${called} (${folder})`).join(', ');
    throw new OpnError('OPN_PLUGIN', `it is not installed; looked for in ${where}`);
  }
  const manifest = readManifest(found.folder, setup);
  const server = serverSeenFrom(manifest.folder);
  if (server === undefined) throw new OpnError('OPN_PLUGIN', `from ${manifest.folder} it does not find opnsense-mcp: install both into the same folder`);
  if (server !== setup.ownPackage) {
    throw new OpnError('OPN_PLUGIN', `it would use another copy of opnsense-mcp (${versionIn(server)} in ${server}) than the one that runs (${setup.server} in ${setup.ownPackage}): install the plugin beside this one, or run that one`);
  }
  return manifest;
}

/** The package `opnsense-mcp` as Node.js resolves it from a folder; undefined when there is none. */
function serverSeenFrom(folder: string): string | undefined {
  const candidate = join(folder, 'node_modules', 'opnsense-mcp');
  if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
  const parent = dirname(folder);
  return parent === folder ? undefined : serverSeenFrom(parent);
}
