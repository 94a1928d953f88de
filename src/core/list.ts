import { IsBoolean, IsInt, IsString, Max, Min } from 'class-validator';
import { OpnError } from '../ports';
import { Describe } from './fields';

const CURSOR = /^([1-9]\d{0,3})\.([1-9]\d{0,5})$/;
const LARGEST_PAGE = 1000;

/** What every tool with pages takes beside its own `limit`; the server itself cuts, shapes and counts what comes back. */
export abstract class PageInput {
  /** Items per page; each tool says its own range and default. */
  abstract limit: number;
  @Describe('next_cursor') @IsString() cursor = '';
  /** Only these fields of each item, with commas; where it is worth it. */
  declare readonly fields?: string;
  /** Tables as CSV, where it is worth it. */
  declare readonly csv?: boolean;

  /** Which page, from 1. */
  get page(): number {
    return Number(CURSOR.exec(this.cursor)?.[2] ?? 1);
  }

  /** Goes on with pages of the size that the cursor began with; throws OPN_INVALID_INPUT for one that no answer gave. */
  resume(): void {
    if (this.cursor === '') return;
    const limit = Number(CURSOR.exec(this.cursor)?.[1]);
    if (!(limit <= LARGEST_PAGE)) throw new OpnError('OPN_INVALID_INPUT', 'cursor is none that this tool gave.', 'Give the next_cursor of the answer before, or leave it out to start over.');
    this.limit = limit;
  }
}

/** What every paged list tool takes. */
export class ListInput extends PageInput {
  @Describe('Words that must all occur') @IsString() search = '';
  @Describe('Per page') @IsInt() @Min(1) @Max(500) limit = 50;
}

/** What a list tool takes whose items are many and alike. */
export class TableInput extends ListInput {
  @Describe('Names, with commas') @IsString() override readonly fields: string = '';
  @Describe('As CSV') @IsBoolean() override readonly csv: boolean = false;
}

/** What every paged list tool answers beside its items. */
export class ListOutput {
  /** All matches, not only those of this page. */
  @IsInt() total!: number;
}

/** Which part of a list. */
export interface Paging {
  readonly limit: number;
  /** From 1. */
  readonly page: number;
}

/** The page of a list that the firewall gave whole. */
export function pageOf<T>(items: readonly T[], { limit, page }: Paging): readonly T[] {
  return items.slice((page - 1) * limit, page * limit);
}

/** What leads to a page, for the `cursor` of the same tool. */
export function cursorTo({ limit, page }: Paging): string {
  return `${limit}.${page}`;
}
