import { join } from 'node:path';
import { type PluginSource } from '../../ports';
import { FolderSource } from './folder-source';

/** The domains that come with this server: a folder below src/plugins each. The bundle holds the same list, made when it is built. */
export const builtIn: PluginSource = new FolderSource(join(__dirname, '../../plugins'));
