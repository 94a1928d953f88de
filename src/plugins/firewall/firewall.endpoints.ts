import { Resource } from '../../core';
import { type Category, type CategoryRow, toCategory } from './category';

/** Categories: names and colours that rules and aliases can be grouped by. */
export const categories = new Resource<CategoryRow, Category>(
  { controller: 'firewall/category', action: 'item', wrapper: 'category', noun: 'firewall category', camelSearchUntil: '25.1' },
  toCategory,
);
