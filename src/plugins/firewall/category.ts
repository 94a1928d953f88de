import { IsBoolean, IsString } from 'class-validator';
import { Optional, present } from '../../core';
import { type ConfigValue } from '../../ports';

/** A category as `firewall/category/search_item` lists it. */
export interface CategoryRow {
  readonly uuid: string;
  readonly name: string;
  /** `1`, or `0` or empty. */
  readonly auto: string;
  /** Six hex digits, or empty. */
  readonly color: string;
}

/** A name and colour that rules and aliases can be grouped by. */
export class Category {
  @IsString() uuid!: string;
  @IsString() name!: string;
  /** `#rrggbb` */
  @Optional() @IsString() color?: string;
  /** True when OPNsense made it for a rule, and will remove it with the rule. */
  @IsBoolean() auto!: boolean;
}

/** One row as a category. */
export function toCategory(row: CategoryRow): Category {
  return present<Category>({ uuid: row.uuid, name: row.name, color: row.color === '' ? undefined : `#${row.color}`, auto: row.auto === '1' });
}

/** Where the configuration below `OPNsense` uses a category: the path of each item, with its name or description. */
export function usesOfCategory(uuid: string, models: ConfigValue | undefined): string[] {
  return models === undefined ? [] : findUses(uuid, models, 'OPNsense');
}

function findUses(uuid: string, value: ConfigValue, path: string): string[] {
  if (typeof value === 'string') return [];
  if (Array.isArray(value)) return value.flatMap(item => findUses(uuid, item, path));
  const { categories } = value;
  const own = typeof categories === 'string' && categories.split(',').includes(uuid) ? [labelled(path, value)] : [];
  return [...own, ...Object.entries(value).flatMap(([name, child]) => findUses(uuid, child, `${path}.${name}`))];
}

function labelled(path: string, item: { readonly [key: string]: ConfigValue }): string {
  const label = [item['name'], item['description'], item['descr']].find(text => typeof text === 'string' && text !== '');
  return typeof label === 'string' ? `${path} '${label}'` : path;
}
