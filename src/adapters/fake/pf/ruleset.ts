import { compareReleases } from '../../../ports';
import { type ConfigDocument, type ConfigNode } from '../config-document';
import { isEmpty, toText } from '../model/php';
import { type Row } from '../model/search';
import { type PfEnd, type PfRule } from './pf-rule';
import { interfacePriority } from './priority';
import { labelOf, type RuleSource, type SourceRule, sourceRules } from './source-rules';

/** A rule of the model with what its place depends on. */
interface ModelRule {
  readonly rule: PfRule;
  readonly isOn: boolean;
  readonly sequence: number;
}

// Elements never change, and configurations share them.
const read = new WeakMap<ConfigNode, ModelRule>();

/** The rules that a configuration makes, in pf's order; those that are off are left out. */
export function rulesOf(firewall: RuleSource): PfRule[] {
  const priorityOf = priorities(firewall);
  // Up to 25.7 only rules of the older list follow schedules.
  const followsSchedules = compareReleases(firewall.release, '26.1') >= 0;
  const own = modelRules(firewall.document).map(({ rule }) => ({ priority: priorityOf(rule), rule: followsSchedules || rule.schedule === '' ? rule : { ...rule, schedule: '' } }));
  // In one priority the rules of the model come first.
  const all = [...own, ...sourceRules(firewall).filter(({ fields }) => fields['disabled'] !== true).map(rule => ({ priority: rule.priority, rule: fromSource(rule) }))];
  return all.sort((left, right) => left.priority - right.priority).map(({ rule }) => rule);
}

function modelRules(document: ConfigDocument): ModelRule[] {
  const nodes = document.find('OPNsense/Firewall/Filter/rules')?.children.filter(node => node.name === 'rule') ?? [];
  const rules = nodes.map(fromModel).filter(({ isOn }) => isOn);
  return rules.sort((left, right) => left.sequence - right.sequence || (left.rule.id < right.rule.id ? -1 : 1));
}

function priorities({ document, release }: RuleSource): (rule: PfRule) => number {
  const known = new Map<string, number>();
  const looksAtNegation = compareReleases(release, '26.1') >= 0;
  return ({ interfaces, isInterfaceNegated }) => {
    const isNegated = looksAtNegation && isInterfaceNegated;
    const key = `${interfaces.join()} ${String(isNegated)}`;
    const priority = known.get(key) ?? interfacePriority(document, interfaces, isNegated);
    known.set(key, priority);
    return priority;
  };
}

function fromModel(node: ConfigNode): ModelRule {
  const known = read.get(node);
  if (known !== undefined) return known;
  const values = new Map(node.children.map(({ name, text }) => [name, text]));
  const text = (name: string): string => values.get(name) ?? '';
  const end = (name: 'source' | 'destination'): PfEnd => ({ hosts: listOf(text(`${name}_net`)), not: !isEmpty(text(`${name}_not`)), port: text(`${name}_port`) });
  const rule: PfRule = {
    id: node.attributes['uuid'] ?? '',
    description: text('description'),
    action: actionOf(text('action')),
    quick: !isEmpty(text('quick')),
    direction: directionOf(text('direction')),
    interfaces: listOf(text('interface')),
    isInterfaceNegated: !isEmpty(text('interfacenot')),
    family: familyOf(text('ipprotocol')),
    protocol: protocolOf(text('protocol')),
    source: end('source'),
    destination: end('destination'),
    ...flagsOf(text('tcpflags1'), text('tcpflags2'), text('tcpflags_any'), text('protocol')),
    keepsState: text('statetype') !== 'none',
    allowsOptions: !isEmpty(text('allowopts')),
    tagged: text('tagged'),
    schedule: text('sched'),
  };
  const made = { rule, isOn: !isEmpty(text('enabled')), sequence: Number(text('sequence')) };
  read.set(node, made);
  return made;
}

function fromSource(source: SourceRule): PfRule {
  const { action, description, fields, ...rule } = source;
  const text = (name: string): string => toText(fields[name]);
  const end = (name: 'source' | 'destination'): PfEnd => {
    const given = fields[name] as Row | undefined;
    const port = name === 'source' ? rule.sourcePort : rule.destinationPort;
    if (given === undefined) return { hosts: listOf(rule[name] ?? ''), not: false, port: port === undefined ? '' : String(port) };
    return { hosts: listOf(toText(given['network'] ?? '') || toText(given['address'] ?? '')), not: !isEmpty(given['not']), port: toText(given['port'] ?? '') };
  };
  return {
    id: labelOf(source),
    description,
    action: action ?? 'pass',
    quick: fields['quick'] === undefined ? isEmpty(fields['floating']) : !isEmpty(fields['quick']),
    direction: directionOf(text('direction')),
    interfaces: listOf(text('interface')),
    isInterfaceNegated: !isEmpty(fields['interfacenot']),
    family: familyOf(text('ipprotocol')),
    protocol: protocolOf(text('protocol')),
    source: end('source'),
    destination: end('destination'),
    ...flagsOf(text('tcpflags1'), text('tcpflags2'), text('tcpflags_any'), text('protocol')),
    keepsState: !text('statetype').startsWith('none'),
    allowsOptions: !isEmpty(fields['allowopts']),
    tagged: text('tagged'),
    schedule: text('sched'),
  };
}

function listOf(text: string): string[] {
  return text.split(',').map(each => each.trim()).filter(each => each !== '');
}

function actionOf(text: string): PfRule['action'] {
  return text === 'block' || text === 'reject' ? text : 'pass';
}

function directionOf(text: string): PfRule['direction'] {
  return text === 'out' || text === 'any' ? text : 'in';
}

function familyOf(text: string): PfRule['family'] {
  return text === 'inet' || text === 'inet6' ? text : 'inet46';
}

function protocolOf(text: string): string {
  const lower = text.toLowerCase();
  return lower === 'any' ? '' : lower;
}

function flagsOf(set: string, of: string, any: string, protocol: string): Pick<PfRule, 'flags'> {
  if (protocol.toLowerCase() !== 'tcp' || !isEmpty(any) || of === '') return {};
  return { flags: { set: listOf(set.toLowerCase()), of: listOf(of.toLowerCase()) } };
}
