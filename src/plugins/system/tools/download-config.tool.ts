import { IsBoolean, IsInt, IsString, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, Describe, Optional, present, type ReadTool, Tool } from '../../../core';
import { Documents, FirewallConfig, OpnError } from '../../../ports';
import { byteSlice } from '../byte-slice';

/** Which part of the document. */
export class DownloadConfigInput {
  @Describe('If the operator allows it') @IsBoolean() include_sensitive = false;
  @Describe('Per part') @IsInt() @Min(1000) @Max(2_000_000) max_bytes = 60_000;
  @Describe('next_offset') @IsInt() @Min(0) @Max(1_000_000_000) offset = 0;
}

/** The document, or a part of it. */
export class DownloadConfigOutput {
  @IsString() config_xml!: string;
  /** True when secrets are replaced by [REDACTED]. */
  @IsBoolean() stripped!: boolean;
  /** Of the whole document as it is given out. */
  @IsInt() size_bytes!: number;
  @Optional() @IsBoolean() truncated?: boolean;
  @Optional() @IsInt() next_offset?: number;
  /** Where clients read the whole of it as a resource, when it comes in parts. */
  @Optional() @IsString() document?: string;
}

/** The whole saved configuration as XML. */
@Tool({
  name: 'opn_download_config',
  title: 'Download the configuration',
  description:
    'Get the whole saved configuration as XML, in parts, to keep a copy; to look something up, opn_get_config_section is smaller.',
  effect: 'read',
  input: DownloadConfigInput,
  output: DownloadConfigOutput,
  uses: [configDownload],
  reveals: (input: DownloadConfigInput) => input.include_sensitive,
  bounded: true,
})
export class DownloadConfigTool implements ReadTool<DownloadConfigInput, DownloadConfigOutput> {
  constructor(
    @inject(FirewallConfig) private readonly config: FirewallConfig,
    @inject(Documents) private readonly documents: Documents,
  ) {}

  async run({ include_sensitive, max_bytes, offset }: DownloadConfigInput): Promise<DownloadConfigOutput> {
    const xml = await this.config.xml({ reveal: include_sensitive });
    const { text, size, next } = byteSlice(xml, offset, max_bytes);
    if (offset >= size) throw new OpnError('OPN_INVALID_INPUT', `offset is ${offset}, but the document ends at byte ${size}.`, 'Start again at offset 0.');
    // Documents are kept, and listed to whoever asks: secrets are for the one call that was allowed to see them.
    const document = next === undefined || offset > 0 || include_sensitive ? undefined : this.documents.keep({ name: 'config.xml', title: 'Configuration without secrets', mediaType: 'application/xml', text: xml }).uri;
    return {
      config_xml: text,
      stripped: !include_sensitive,
      size_bytes: size,
      ...present<Partial<DownloadConfigOutput>>({ truncated: next === undefined ? undefined : true, next_offset: next, document }),
    };
  }
}
