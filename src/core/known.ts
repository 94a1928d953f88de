import { RELEASES } from '../ports';
import { configDownload, EVERY_ROW, searches } from './endpoints';
import { at, type Fields, fieldsOf, listOf, textOf } from './packet-filter';
import { shape } from './shape';
import { type Suggestion, type Suggestions } from './suggestions';

const searchServices = searches<{ readonly id: string; readonly description?: string }>('core/service/search', { shape: shape.object({ id: shape.name, description: shape.optional(shape.text) }) });

/** The saved configuration is downloaded once for all of these, and tells the same on every release. */
const configured = (name: string, path: string, toSuggestions: (value: Parameters<typeof fieldsOf>[0]) => readonly Suggestion[]): Suggestions => ({
  name,
  uses: [configDownload],
  list: async ({ config }) => toSuggestions(await config.section(path)),
});

const called = (value: string, ...labels: readonly string[]): Suggestion => {
  const label = labels.filter(each => each !== '').join(' ');
  return label === '' ? { value } : { value, label };
};

const element = (fields: Fields, name: string): Fields => fieldsOf(fields[name]);

/** Values that fields may have on this firewall, for `@Suggest`. */
export const known = {
  /** Keys of interfaces that are assigned: `lan`, `opt1`. */
  interfaces: configured('interfaces', 'interfaces', value => {
    const fields = fieldsOf(value);
    return Object.keys(fields).filter(name => textOf(element(fields, name), 'if') !== '').map(name => called(name, textOf(element(fields, name), 'descr')));
  }),
  /** Names of aliases. */
  aliases: configured('aliases', 'OPNsense.Firewall.Alias', value => listOf(at(value, 'aliases', 'alias')).map(alias => called(textOf(alias, 'name'), textOf(alias, 'description')))),
  /** Uuids of the rules that can be changed here; found by their descriptions, too. */
  rules: configured('rules', 'OPNsense.Firewall.Filter', value => listOf(at(value, 'rules', 'rule')).map(rule => called(textOf(rule, '@uuid'), textOf(rule, 'description')))),
  /** Names of the categories of rules and aliases. */
  categories: configured('categories', 'OPNsense.Firewall.Category', value => listOf(at(value, 'categories', 'category')).map(category => called(textOf(category, 'name')))),
  /** Daemons that OPNsense controls; an instance stands after a slash. */
  services: {
    name: 'services',
    uses: [searchServices],
    list: async ({ firewall }) => (await firewall.read(searchServices, EVERY_ROW)).rows.map(({ id, description = '' }) => called(id, description)),
  } satisfies Suggestions,
  /** Sections of the saved configuration, and below `OPNsense` its modules. */
  sections: {
    name: 'sections of the configuration',
    uses: [configDownload],
    list: async ({ config }) => (await config.sections()).flatMap(({ name, children }) => [{ value: name }, ...(name === 'OPNsense' ? children.map(child => ({ value: `${name}.${child}` })) : [])]),
  } satisfies Suggestions,
  /** Changes made through this server that are not undone, newest first; found by their tools, too. */
  changes: {
    name: 'changes',
    uses: [],
    list: async ({ changes }) => (await changes.past(100)).filter(({ outcome }) => outcome !== 'undone').map(({ id, tools, ended }) => called(id, ...tools, ended)),
  } satisfies Suggestions,
  /** When the security audits were that are kept, newest first. */
  audits: { name: 'audits', uses: [], list: async ({ audits }) => (await audits.list()).map(({ at }) => ({ value: at })) } satisfies Suggestions,
  /** Series of OPNsense that this server knows. */
  releases: { name: 'releases', uses: [], list: async () => RELEASES.map(value => ({ value })) } satisfies Suggestions,
};
