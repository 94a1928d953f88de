import { IsBoolean, IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, Describe, EVERY_ROW, ListOf, Nested, neverEmpty, Optional, part, type Part, present, type ReadTool, TextList, Tool, unavailable, Unavailable } from '../../../core';
import { type ConfigSection, type ConfigValue, FirewallApi, FirewallConfig, type ReadEndpoint, type SearchAnswer } from '../../../ports';
import { type FirmwareInfoAnswer, toInstalledPlugins, toService } from '../../../core/system';
import { toInterface } from '../interface';
import { type BackendSections, configuredPlugins, countServices, dhcpBackends, dnsBackends, Inventory } from '../inventory';
import { firmwareInfo, interfacesInfo, searchServices } from '../system.endpoints';

/** What to scan. */
export class ScanConfigInput {
  @Describe('Read it anew, not the copy of the last minute') @IsBoolean() force = false;
  @Describe('Also plugins, DHCP and DNS servers, interfaces, services; slow') @IsBoolean() inventory = false;
}

/** A section at the root of the configuration. */
export class SectionSummary {
  @IsString() name!: string;
  /** Of XML. */
  @IsInt() bytes!: number;
  /** How often it stands at the root, when more than once. */
  @Optional() @IsInt() count?: number;
  /** Names of the first children. */
  @Optional() @TextList() children?: string[];
  @Optional() @IsInt() more_children?: number;
}

/** What the configuration holds. */
export class ScanConfigOutput {
  /** Seconds since the configuration was read. */
  @Optional() @IsInt() age_s?: number;
  @Optional() @IsInt() total_bytes?: number;
  @Optional() @ListOf(() => SectionSummary) config_sections?: SectionSummary[];
  @Optional() @Nested(() => Inventory) inventory?: Inventory;
  @Optional() @ListOf(() => Unavailable) unavailable?: Unavailable[];
}

const SHOWN_CHILDREN = 40;

/** An overview of the saved configuration, and when asked of what is installed and runs. */
@Tool({
  name: 'opn_scan_config',
  title: 'Scan the configuration',
  description:
    'Get an overview of the saved configuration: its sections with size and children, for opn_get_config_section.',
  effect: 'read',
  input: ScanConfigInput,
  output: ScanConfigOutput,
  uses: [configDownload, firmwareInfo, searchServices, interfacesInfo],
})
export class ScanConfigTool implements ReadTool<ScanConfigInput, ScanConfigOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
  ) {}

  async run({ force, inventory }: ScanConfigInput): Promise<ScanConfigOutput> {
    const [sections, taken] = await Promise.all([
      part('configuration', this.config.sections({ fresh: force })),
      inventory ? this.takeInventory() : undefined,
    ]);
    const age = this.config.age();
    return present<ScanConfigOutput>({
      age_s: age === undefined ? undefined : Math.floor(age),
      total_bytes: sections.value?.reduce((sum, { bytes }) => sum + bytes, 0),
      config_sections: sections.value?.map(toSummary),
      inventory: taken?.inventory,
      unavailable: unavailable(sections, ...(taken?.parts ?? [])),
    });
  }

  private async takeInventory(): Promise<{ inventory: Inventory; parts: readonly Part<unknown>[] }> {
    const [info, services, interfaces] = await Promise.all([
      part('installed packages', this.packages()),
      part('services', this.all('services', searchServices)),
      part('interfaces', this.all('interfaces', interfacesInfo)),
    ]);
    // By now the configuration is at hand; a failure to read it is already told beside the inventory.
    const config = (await part('configuration', this.backendSections())).value;
    const running = services.value?.map(toService);
    const inventory = present<Inventory>({
      version: info.value?.product_version,
      ...plugins(info.value, config?.system),
      dhcp: config && dhcpBackends(config, running),
      dns: config && dnsBackends(config, running),
      interfaces: interfaces.value?.map(toInterface),
      services: running && countServices(running),
    });
    return { inventory, parts: [info, services, interfaces] };
  }

  private async packages(): Promise<FirmwareInfoAnswer> {
    const info = await this.firewall.read(firmwareInfo);
    neverEmpty('packages', Object.values(info.package));
    return info;
  }

  private async all<Row>(what: string, endpoint: ReadEndpoint<SearchAnswer<Row>>): Promise<readonly Row[]> {
    return neverEmpty(what, (await this.firewall.read(endpoint, EVERY_ROW)).rows);
  }

  private async backendSections(): Promise<BackendSections & { readonly system: ConfigValue | undefined }> {
    const [dhcpd, dnsmasq, OPNsense, system] = await Promise.all([
      this.config.section('dhcpd'),
      this.config.section('dnsmasq'),
      this.config.section('OPNsense'),
      this.config.section('system'),
    ]);
    return { dhcpd, dnsmasq, OPNsense, system };
  }
}

function toSummary({ name, bytes, count, children }: ConfigSection): SectionSummary {
  const hidden = children.length - SHOWN_CHILDREN;
  return present<SectionSummary>({
    name,
    bytes,
    count: count > 1 ? count : undefined,
    children: children.slice(0, SHOWN_CHILDREN),
    more_children: hidden > 0 ? hidden : undefined,
  });
}

function plugins(info: FirmwareInfoAnswer | undefined, system: ConfigValue | undefined): Pick<Inventory, 'plugins' | 'plugins_from'> {
  if (info !== undefined) return { plugins: toInstalledPlugins(info), plugins_from: 'packages' };
  return system === undefined ? {} : { plugins: configuredPlugins(system), plugins_from: 'configuration' };
}
