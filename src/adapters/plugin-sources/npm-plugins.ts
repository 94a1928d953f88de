import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Importer } from './guarded-import';
import { type Manifest } from './manifest';
import { checkedManifest, NpmSource, type NpmSetup, type WantedPlugins } from './npm-source';
import { installedNames, placesOf } from './places';

/** The server that plugins are to be loaded into. */
export interface PluginHost {
  /** The folder of its package. */
  readonly folder: string;
  readonly version: string;
}

/** A plugin that is installed, and what its manifest says or what is wrong with it. */
export interface InstalledPlugin {
  readonly name: string;
  readonly manifest?: Manifest;
  readonly problem?: string;
}

/** The plugins that the operator wants, from where this process finds them. */
export function npmPlugins(host: PluginHost, wanted: WantedPlugins): NpmSource {
  return new NpmSource({ ...setupOf(host), wanted });
}

/** Every plugin that could be enabled or is, without running any of their code. */
export function installedPlugins(host: PluginHost, wanted: WantedPlugins): readonly InstalledPlugin[] {
  const setup = setupOf(host);
  const names = [...new Set([...wanted.names, ...installedNames(setup.places)])];
  return names.map(name => {
    try {
      return { name, manifest: checkedManifest(name, setup) };
    } catch (problem) {
      return { name, problem: (problem as Error).message };
    }
  });
}

function setupOf({ folder, version }: PluginHost): Omit<NpmSetup, 'wanted'> {
  const ownPackage = realpathSync(folder);
  const workingDirectory = process.cwd();
  const environment = process.env;
  return {
    server: version, node: process.versions.node, environment, ownPackage, workingDirectory, importer: OWN_IMPORTER,
    places: placesOf({ server: ownPackage, workingDirectory, environment, executable: process.execPath, platform: process.platform }),
  };
}

const OWN_IMPORTER: Importer = { require: createRequire(__filename), import: url => import(url) as Promise<unknown> };
