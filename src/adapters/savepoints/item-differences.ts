import { itemName } from '../../core/system';
import { type ItemDifference, type ValueDifference } from '../../ports';
import { itemOf, valueDifferences } from './saved-difference';
import { type SavedConfiguration } from './saved-configuration';

/** An item of a list: `rule[uuid]`, or `rule[2]` in sections older than uuids. */
const ITEM = /\[([0-9a-f-]{36}|\d+)\]/;

/** The differences between two saved configurations, put together by the item that they belong to, or else by the section. */
export function itemDifferences(before: SavedConfiguration, now: SavedConfiguration, isSecret: (path: readonly string[]) => boolean): ItemDifference[] {
  const byItem = new Map<string, ValueDifference[]>();
  for (const each of valueDifferences(before, now, isSecret).filter(saysSomething)) {
    const place = placeOf(each.path);
    byItem.set(place, [...(byItem.get(place) ?? []), { ...each, path: each.path.slice(place.length + 1) }]);
  }
  const found = [...byItem].map(([place, values]): ItemDifference => {
    const uuid = /\[([0-9a-f]{8}-[0-9a-f-]{27})\]$/.exec(place)?.[1];
    const [old, current] = uuid === undefined ? [] : [itemOf(uuid, before.root), itemOf(uuid, now.root)];
    const change = uuid === undefined || (old !== undefined && current !== undefined) ? 'changed' : old === undefined ? 'added' : 'removed';
    const name = itemName(field => (current ?? old)?.children.find(child => child.name === field)?.text);
    return { section: uuid === undefined ? place : place.slice(0, -uuid.length - 2), uuid, name, change, values: values.map(each => ({ ...each, path: each.path === '' ? 'value' : each.path })) };
  });
  return found.sort((left, right) => weight(left) - weight(right));
}

/** With its first save OPNsense writes every field of a model out; what is empty or off then was so before. */
function saysSomething({ from, to }: ValueDifference): boolean {
  return [from, to].some(value => value !== undefined && value !== '' && value !== '0');
}

/** What somebody has changed comes before what the firewall may have written out along with it. */
function weight({ change, values }: ItemDifference): number {
  if (change !== 'changed') return 0;
  return values.some(({ from, to }) => from !== undefined && to !== undefined) ? 1 : 2;
}

/** The innermost item that a value lies in, or else the parent of the value. */
function placeOf(path: string): string {
  const parts = path.split('.');
  const item = parts.findLastIndex(part => ITEM.test(part));
  return parts.slice(0, item >= 0 ? item + 1 : Math.max(1, parts.length - 1)).join('.');
}
