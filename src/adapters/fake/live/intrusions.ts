import { childText, type ConfigDocument, type ConfigNode } from '../config-document';
import { type Machine } from '../machine';
import { type Row } from '../model/search';
import { Random } from '../random';
import { rulesetsOf } from './rulesets';

/** What Suricata's files hold: rules that were downloaded, and when (milliseconds since 1970), and when its log of alerts was emptied. */
export interface IntrusionMemory {
  readonly downloaded: Map<string, number>;
  emptied: number;
}

/** A rule as it stands in a downloaded file. */
export interface IntrusionRule {
  readonly sid: number;
  readonly rev: number;
  readonly msg: string;
  readonly reference: string | null;
  readonly source: string;
  /** False for a rule that is commented out. */
  readonly enabled: boolean;
  readonly action: string;
  /** Class and tags of the rule. */
  readonly properties: Readonly<Record<string, string>>;
}

/** A rule after policies and changes by hand. */
export interface InstalledRule extends IntrusionRule {
  readonly isOn: boolean;
  readonly does: string;
  /** The policy that decided, `__manual__` for a change by hand. */
  readonly policy: string | null;
}

/** The part of the firewall that loads policies and changed rules, apart from the service. */
export const RULES_PART = 'ids/rules';

const RULES_PER_FILE = 4;
const DAY = 86_400_000;
const CLASSES = ['attempted-recon', 'trojan-activity', 'policy-violation', 'web-application-attack', 'misc-attack'] as const;
const SEVERITIES = ['Informational', 'Minor', 'Major', 'Critical'] as const;
const STEP = 300_000;
const KEPT = 60;

/** What is in Suricata's files; what was switched on at boot was downloaded the day before somebody looks. */
export function intrusionMemory(machine: Machine): IntrusionMemory {
  const { running } = machine;
  running.intrusions ??= { downloaded: new Map(switchedOn(machine, running.applied(RULES_PART)).map(name => [name, machine.now() - DAY])), emptied: 0 };
  return running.intrusions;
}

/** Downloads the rulesets that the saved configuration switches on; what is switched off goes. */
export function downloadRules(machine: Machine): void {
  const memory = intrusionMemory(machine);
  memory.downloaded.clear();
  for (const name of switchedOn(machine, machine.document)) memory.downloaded.set(name, machine.now());
}

/** The rules in the downloaded files. */
export function downloadedRules(machine: Machine): IntrusionRule[] {
  return [...intrusionMemory(machine).downloaded.keys()].sort().flatMap(rulesIn);
}

/** The rules as Suricata was given them last. */
export function installedRules(machine: Machine): InstalledRule[] {
  const document = machine.running.applied(RULES_PART);
  const changes = new Map(items(document, 'rules').map(node => [childText(node, 'sid'), node]));
  const files = new Map(items(document, 'files').map(node => [node.attributes['uuid'] ?? '', childText(node, 'filename')]));
  const policies = items(document, 'policies').filter(node => childText(node, 'enabled') === '1').sort(byPriority);
  return downloadedRules(machine).map(rule => {
    const change = changes.get(String(rule.sid));
    if (change !== undefined) return { ...rule, isOn: childText(change, 'enabled') === '1', does: childText(change, 'action'), policy: '__manual__' };
    const policy = policies.find(node => covers(node, rule, files));
    const target = policy === undefined ? 'default' : childText(policy, 'new_action');
    const changed = target === 'disable' ? { isOn: false } : target === 'default' ? {} : { isOn: true, does: target };
    return { ...rule, isOn: rule.enabled, does: rule.action, ...changed, policy: policy === undefined ? null : childText(policy, 'description') };
  });
}

/** What Suricata noticed while it was switched on, newest first. */
export function intrusionAlerts(machine: Machine): Row[] {
  const rules = installedRules(machine).filter(({ isOn, does }) => isOn && (does === 'alert' || does === 'drop'));
  if (machine.running.applied('ids').text('OPNsense/IDS/general/enabled') !== '1' || rules.length === 0) return [];
  const newest = Math.floor(machine.now() / STEP);
  const { emptied } = intrusionMemory(machine);
  const times = Array.from({ length: KEPT }, (_, back) => (newest - back) * STEP).filter(time => time > emptied);
  return times.map((time, back) => {
    const random = new Random(`intrusion ${String(time)}`);
    const { sid, msg, does } = rules[random.below(rules.length)] ?? { sid: 0, msg: '', does: '' };
    return {
      timestamp: `${new Date(time).toISOString().slice(0, 19)}.101010+0000`, flow_id: random.below(1_000_000_000), in_iface: 'vtnet0', event_type: 'alert',
      src_ip: `198.51.100.${String(60 + random.below(20))}`, src_port: 40_000 + random.below(20_000), dest_ip: '203.0.113.10', dest_port: [22, 443, 8443][random.below(3)], proto: 'TCP',
      alert: msg, filepos: (times.length - back - 1) * 512, fileid: '', alert_sid: sid, alert_action: does === 'drop' ? 'blocked' : 'allowed',
    };
  });
}

function rulesIn(source: string): IntrusionRule[] {
  const topic = source.replace(/\.rules$/, '').replace(/^emerging-/, '').toUpperCase();
  return Array.from({ length: RULES_PER_FILE }, (_, index) => {
    const random = new Random(`rule ${source} ${String(index)}`);
    return {
      sid: 2_000_000 + random.below(900_000) * 10 + index, rev: 1 + random.below(9), msg: `${topic} sample signature ${String(index + 1)}`, reference: index === 0 ? 'url,www.example.com/signatures' : null,
      source, enabled: index !== RULES_PER_FILE - 1, action: 'alert',
      properties: { classtype: CLASSES[random.below(CLASSES.length)] ?? '', signature_severity: SEVERITIES[random.below(SEVERITIES.length)] ?? '' },
    };
  });
}

function switchedOn(machine: Machine, document: ConfigDocument): string[] {
  const known = new Set(rulesetsOf(machine.release).map(({ filename }) => filename));
  return items(document, 'files').filter(node => childText(node, 'enabled') === '1').map(node => childText(node, 'filename')).filter(name => known.has(name));
}

function items(document: ConfigDocument, list: string): readonly ConfigNode[] {
  return document.find(`OPNsense/IDS/${list}`)?.children ?? [];
}

function byPriority(left: ConfigNode, right: ConfigNode): number {
  return Number(childText(left, 'prio')) - Number(childText(right, 'prio'));
}

/** Whether a policy is about a rule: every kind of condition it has names something of the rule. */
function covers(policy: ConfigNode, rule: IntrusionRule, files: ReadonlyMap<string, string>): boolean {
  const listed = (name: string): string[] => childText(policy, name).split(',').filter(each => each !== '');
  const [rulesets, actions] = [listed('rulesets').map(uuid => files.get(uuid)), listed('action')];
  if (rulesets.length > 0 && !rulesets.includes(rule.source)) return false;
  if (actions.length > 0 && !actions.includes(rule.enabled ? rule.action : 'disable')) return false;
  const wanted = listed('content').map(each => each.split(/\.(.*)/s, 2));
  return wanted.every(([property = '']) => wanted.some(([name, value]) => name === property && rule.properties[property] === value));
}
