import { Collection, writes } from 'opnsense-mcp/plugin';
import { type Item, type ItemRow, toItem } from './item';

const facts = { package: 'os-__MODULE__' } as const;

/** The widgets: search_item, get_item, add_item, set_item, del_item. */
export const items = new Collection<ItemRow, Item>({ controller: '__MODULE__/settings', action: 'item', wrapper: 'item', noun: 'widget', facts }, toItem);

/** Lets the service take what was saved. */
export const reconfigure = writes<{ readonly status: string }>('__MODULE__/service/reconfigure', facts);
