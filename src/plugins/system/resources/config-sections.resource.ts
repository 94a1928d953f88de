import { inject } from 'tsyringe';
import { configDownload, type ReadableResource, Resource } from '../../../core';
import { FirewallConfig } from '../../../ports';

/** `opnsense://config` */
@Resource({
  uri: 'opnsense://config',
  name: 'config-sections',
  title: 'Sections of the configuration',
  description: 'What the saved configuration is made of, and how large each part is.',
  mediaType: 'application/json',
  uses: [configDownload],
  sameAs: 'opn_scan_config',
})
export class ConfigSectionsResource implements ReadableResource {
  constructor(@inject(FirewallConfig) private readonly config: FirewallConfig) {}

  async read(): Promise<object> {
    return { sections: await this.config.sections() };
  }
}
