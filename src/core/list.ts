import { IsInt, IsString, Max, Min } from 'class-validator';
import { Describe, Optional, Text } from './fields';

/** What every paged list tool takes. */
export class ListInput {
  @Describe('Words that must all occur in an item, in any case.') @Text(200) search = '';
  @Describe('Items per page.') @IsInt() @Min(1) @Max(500) limit = 50;
  @Describe('Which page, from 1.') @IsInt() @Min(1) @Max(100_000) page = 1;
}

/** What every paged list tool answers beside its items. */
export class ListOutput {
  /** All matches, not only those of this page. */
  @IsInt() total!: number;
  /** How to get the rest; absent on the last page. */
  @Optional() @IsString() more?: string;
}

/** The page of a list that the firewall gave whole. */
export function pageOf<T>(items: readonly T[], { limit, page }: Pick<ListInput, 'limit' | 'page'>): readonly T[] {
  return items.slice((page - 1) * limit, page * limit);
}

/** Says how to get the items after this page; undefined when there are none. */
export function more(total: number, { limit, page }: Pick<ListInput, 'limit' | 'page'>): string | undefined {
  const last = page * limit;
  if (last < total) return `Items ${last - limit + 1} to ${last} of ${total}; page ${page + 1} goes on.`;
  return total > 0 && last - limit >= total ? `Page ${Math.ceil(total / limit)} is the last.` : undefined;
}
