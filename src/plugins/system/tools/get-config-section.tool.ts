import { IsBoolean, IsInt, IsString, Max, Min, MinLength } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, Describe, ListOf, nearest, Optional, present, type ReadTool, Text, Tool } from '../../../core';
import { type ConfigValue, Documents, FirewallConfig, OpnError } from '../../../ports';
import { ConfigChild, fit } from '../config-part';

/** Which section, and how much of it. */
export class GetConfigSectionInput {
  @Describe('Path such as `system` or `OPNsense.Firewall.Alias`; list items by position or uuid') @Text(400) @MinLength(1) section!: string;
  @Describe('If the operator allows it') @IsBoolean() include_sensitive = false;
  @Describe('At most') @IsInt() @Min(500) @Max(500_000) max_bytes = 20_000;
  @Describe('next_offset') @IsInt() @Min(0) @Max(10_000_000) offset = 0;
}

/** The section, or as much of it as fits. */
export class GetConfigSectionOutput {
  @IsString() section!: string;
  /** Bytes of JSON that the whole section takes. */
  @IsInt() size_bytes!: number;
  // Text, list or object: an output schema has no word for that, and outputs are open.
  data?: ConfigValue;
  @Optional() @IsBoolean() truncated?: boolean;
  @Optional() @ListOf(() => ConfigChild) children?: ConfigChild[];
  @Optional() @IsInt() next_offset?: number;
  @Optional() @IsString() more?: string;
  /** Where clients read the whole of it, without secrets, as a resource. */
  @Optional() @IsString() resource?: string;
}

/** One section of the saved configuration as JSON. */
@Tool({
  name: 'opn_get_config_section',
  title: 'Get a section of the configuration',
  description:
    'Look something up in the saved configuration that no other tool shows; opn_scan_config lists the sections. Of one that is too large, only its children are named.',
  effect: 'read',
  input: GetConfigSectionInput,
  output: GetConfigSectionOutput,
  uses: [configDownload],
  reveals: (input: GetConfigSectionInput) => input.include_sensitive,
  bounded: true,
})
export class GetConfigSectionTool implements ReadTool<GetConfigSectionInput, GetConfigSectionOutput> {
  constructor(
    @inject(FirewallConfig) private readonly config: FirewallConfig,
    @inject(Documents) private readonly documents: Documents,
  ) {}

  async run({ section, include_sensitive, max_bytes, offset }: GetConfigSectionInput): Promise<GetConfigSectionOutput> {
    const value = await this.config.section(section, { reveal: include_sensitive });
    if (value === undefined) throw await this.missing(section);
    refuseBeyond(section, value, offset);
    const { bytes, data, children, nextOffset } = fit(value, max_bytes, offset);
    const isCut = children !== undefined || nextOffset !== undefined;
    return {
      section,
      size_bytes: bytes,
      ...(data === undefined ? {} : { data }),
      ...present<Partial<GetConfigSectionOutput>>({
        truncated: isCut ? true : undefined,
        children: children && [...children],
        next_offset: nextOffset,
        more: hint(section, children?.[0], nextOffset),
        resource: isCut && bytes <= LARGEST_RESOURCE ? this.documents.link({ uri: `opnsense://config/${encodeURIComponent(section)}`, name: section, title: `The configuration's ${section}`, mediaType: 'application/json' }) : undefined,
      }),
    };
  }

  private async missing(section: string): Promise<OpnError> {
    const parent = await this.existingParent(section);
    const names = await this.namesBelow(parent);
    const wanted = section.split('.')[parent === '' ? 0 : parent.split('.').length] ?? section;
    const modules = parent === '' ? (await this.namesBelow('OPNsense')).map(name => `OPNsense.${name}`) : [];
    const close = modules.find(name => name.toLowerCase() === `opnsense.${wanted.toLowerCase()}`) ?? nearest(wanted, names);
    const full = close === undefined ? undefined : parent === '' ? close : `${parent}.${close}`;
    return new OpnError(
      'OPN_NOT_FOUND',
      `The configuration has no '${wanted.slice(0, 100)}'${parent === '' ? ' at its root' : ` in ${parent}`}.`,
      `${full === undefined ? '' : `Did you mean ${full}? `}There is: ${listed(names)}.`,
    );
  }

  private async existingParent(section: string): Promise<string> {
    const parts = section.split('.').slice(0, MOST_LEVELS);
    for (let length = parts.length - 1; length > 0; length -= 1) {
      const path = parts.slice(0, length).join('.');
      if ((await this.config.section(path)) !== undefined) return path;
    }
    return '';
  }

  private async namesBelow(path: string): Promise<string[]> {
    if (path === '') return (await this.config.sections()).map(({ name }) => name);
    const value = await this.config.section(path);
    if (Array.isArray(value)) return value.length === 0 ? [] : [`items 0 to ${value.length - 1}`];
    return typeof value === 'object' ? Object.keys(value) : [];
  }
}

/** What has more than a resource may have is no better read as one. */
const LARGEST_RESOURCE = 1_000_000;
const MOST_LEVELS = 12;
const MOST_NAMES = 60;

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'nothing below it' : names.slice(0, MOST_NAMES).join(', ') + (names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '');

function refuseBeyond(section: string, value: ConfigValue, offset: number): void {
  const counted = typeof value === 'string' || Array.isArray(value);
  if (offset === 0 || (counted && offset < value.length)) return;
  const what = counted ? `has ${value.length} ${typeof value === 'string' ? 'characters' : 'items'}` : 'is neither a list nor a text';
  throw new OpnError('OPN_INVALID_INPUT', `offset is ${offset}, but ${section} ${what}.`, 'Start again at offset 0.');
}

function hint(section: string, child: ConfigChild | undefined, nextOffset: number | undefined): string | undefined {
  if (child !== undefined) return `Ask for one of the children, such as ${section}.${child.name}, or raise max_bytes.`;
  return nextOffset === undefined ? undefined : `offset=${nextOffset} goes on.`;
}
