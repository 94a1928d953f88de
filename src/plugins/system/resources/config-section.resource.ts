import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, Describe, known, type ReadableTemplate, ResourceTemplate, Suggest } from '../../../core';
import { FirewallConfig, OpnError } from '../../../ports';

/** Which section. */
export class ConfigSectionVariables {
  @Describe('Path such as system or OPNsense.Firewall.Alias') @Suggest(known.sections) @IsString() section!: string;
}

/** `opnsense://config/{section}` */
@ResourceTemplate({
  uriTemplate: 'opnsense://config/{section}',
  name: 'config-section',
  title: 'A section of the configuration',
  description: 'A section of the saved configuration as JSON, without its secrets.',
  mediaType: 'application/json',
  uses: [configDownload],
  sameAs: 'opn_get_config_section',
  variables: ConfigSectionVariables,
})
export class ConfigSectionResource implements ReadableTemplate<ConfigSectionVariables> {
  constructor(@inject(FirewallConfig) private readonly config: FirewallConfig) {}

  async read({ section }: ConfigSectionVariables): Promise<object> {
    const data = await this.config.section(section);
    if (data === undefined) throw new OpnError('OPN_NOT_FOUND', `The configuration has no '${section.slice(0, 100)}'.`, 'opnsense://config lists its sections.');
    return { section, data };
  }
}
