import { IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { ListOf, Optional } from '../fields';
import { present } from '../present';
import { shape } from '../shape';

/** A package change of an update check; which fields there are depends on the kind of change. */
export interface PackageRow {
  readonly name: string;
  readonly old?: string;
  readonly new?: string;
}

/** What `core/firmware/status` answers: the fields of the last check beside `product`, only once a check ran since boot. */
export interface FirmwareStatusAnswer {
  readonly status: string;
  readonly status_msg?: string;
  readonly status_reboot?: string;
  readonly last_check?: string;
  readonly product_version?: string;
  readonly upgrade_major_version?: string;
  /** A map by package name; PHP sends an empty one as a list. */
  readonly all_packages?: Readonly<Record<string, PackageRow>> | readonly never[];
  readonly all_sets?: Readonly<Record<string, PackageRow>> | readonly never[];
  readonly product?: {
    readonly product_name?: string;
    readonly product_version?: string;
    readonly product_nickname?: string;
    readonly product_arch?: string;
    readonly product_check?: object | null;
  };
}

/** What `core/firmware/info` answers, as far as it is used. */
export interface FirmwareInfoAnswer {
  readonly product_id?: string;
  readonly product_version?: string;
  /** Installed or on offer; never empty while the back end answers. */
  readonly package: readonly object[];
  readonly plugin?: readonly { readonly name: string; readonly version: string; readonly installed: string }[];
}

const optionalText = shape.optional(shape.text);
const packages = shape.optional(shape.table(shape.object({ name: shape.name, old: optionalText, new: optionalText })));

/** What the answer to `core/firmware/status` has. */
export const firmwareStatusAnswer = shape.object({
  status: shape.text, status_msg: optionalText, status_reboot: optionalText, last_check: optionalText, upgrade_major_version: optionalText,
  all_packages: packages, all_sets: packages,
  product: shape.optional(
    shape.object({ product_name: optionalText, product_version: optionalText, product_nickname: optionalText, product_arch: optionalText }),
  ),
});

/** What the answer to `core/firmware/info` has. */
export const firmwareInfoAnswer = shape.object({
  product_version: optionalText,
  package: shape.table(shape.object({})),
  plugin: shape.table(shape.object({ name: shape.name, version: optionalText, installed: shape.text })),
});

/** The product that runs. */
export class Product {
  @Optional() @IsString() name?: string;
  @Optional() @IsString() version?: string;
  @Optional() @IsString() nickname?: string;
  @Optional() @IsString() arch?: string;
}

/** One package that an update would change. */
export class PackageChange {
  @IsString() name!: string;
  @Optional() @IsString() from?: string;
  @Optional() @IsString() to?: string;
}

const UPDATE_STATES = ['up-to-date', 'update', 'upgrade', 'unchecked', 'error'] as const;

/** What the last update check found. */
export class Update {
  @IsIn([...UPDATE_STATES]) state!: (typeof UPDATE_STATES)[number];
  /** In the language of the web GUI. */
  @Optional() @IsString() message?: string;
  @IsInt() pending_packages!: number;
  /** True when installing what is pending restarts the firewall. */
  @IsBoolean() needs_reboot!: boolean;
  @Optional() @IsString() upgrade_to?: string;
  /** As the firewall says it; absent when there was no check since boot. */
  @Optional() @IsString() last_check?: string;
  @Optional() @ListOf(() => PackageChange) packages?: PackageChange[];
}

/** An installed OPNsense plugin package. */
export class InstalledPlugin {
  @IsString() name!: string;
  @Optional() @IsString() version?: string;
}

const SHOWN_PACKAGES = 25;

/** The product; undefined when the firewall's back end did not tell. */
export function toProduct({ product }: FirmwareStatusAnswer): Product | undefined {
  if (product === undefined) return undefined;
  return present<Product>({
    name: product.product_name,
    version: product.product_version,
    nickname: product.product_nickname,
    arch: product.product_arch,
  });
}

/** What the last check found, the first packages named. */
export function toUpdate(answer: FirmwareStatusAnswer): Update {
  const packages = Object.values(answer.all_packages ?? {});
  const pending: PackageRow[] = packages.length > 0 ? packages : Object.values(answer.all_sets ?? {});
  return present<Update>({
    state: toState(answer),
    message: answer.status_msg,
    pending_packages: pending.length,
    needs_reboot: answer.status_reboot === '1',
    upgrade_to: answer.upgrade_major_version,
    last_check: answer.last_check,
    packages: pending.slice(0, SHOWN_PACKAGES).map(row => present<PackageChange>({ name: row.name, from: version(row.old), to: version(row.new) })),
  });
}

/** The installed plugin packages, by name. */
export function toInstalledPlugins(answer: FirmwareInfoAnswer): InstalledPlugin[] {
  return Object.values(answer.plugin ?? [])
    .filter(({ installed }) => installed === '1')
    .map(({ name, version: text }) => present<InstalledPlugin>({ name, version: version(text) }));
}

// Before the first check since boot OPNsense says `none` too, which would read as up to date.
function toState({ status, product }: FirmwareStatusAnswer): Update['state'] {
  if (product === undefined || status === 'error') return 'error';
  if (product.product_check === null || product.product_check === undefined) return 'unchecked';
  return status === 'update' || status === 'upgrade' ? status : 'up-to-date';
}

// Where there is no version the firewall writes "N/A" in the language of its web GUI.
const version = (text: string | undefined): string | undefined => (text !== undefined && /\d/.test(text) ? text : undefined);
