import { type ConfigDocument } from './config-document';
import { type History } from './history';
import { digitsOf } from './rollback-timer';

const FILTER = 'OPNsense/Firewall/Filter';

/** Puts the filter model of a revision in place of the document's, and nothing else; `broken` when one of the two has none. */
export function restoreFilter(document: ConfigDocument, history: History, revision: string): 'done' | 'unknown' | 'broken' {
  const found = history.find(`config-${digitsOf(revision)}.xml`);
  if (found === undefined) return 'unknown';
  const source = found.document.find(FILTER);
  if (source === undefined || document.find(FILTER) === undefined) return 'broken';
  const parent = document.ensure('OPNsense/Firewall');
  parent.children = parent.children.map(node => (node.name === 'Filter' ? source : node));
  return 'done';
}
