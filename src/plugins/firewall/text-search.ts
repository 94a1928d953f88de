/** The items in which every word of a search occurs, in any of their fields and any case; for lists that the firewall does not search. */
export function matchingWords<T extends object>(items: readonly T[], search: string): T[] {
  const words = search.toLowerCase().split(/\s+/).filter(word => word !== '');
  return items.filter(item => words.every(word => Object.values(item).flat().some(value => String(value).toLowerCase().includes(word))));
}
