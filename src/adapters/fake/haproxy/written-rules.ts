import { childText, type ConfigDocument, type ConfigNode } from '../config-document';
import { UntaughtFault } from '../machine';
import { itemBy } from './settings';

/** Conditions on the `Host` header and the path, which HAProxy compares without case unless asked otherwise. */
const HOST = /^hdr(_(beg|end|reg|sub))?$/;
const PATH = /^path(_(beg|dir|end|reg|sub))?$/;

/** The conditions and rules that a frontend or backend links, in order; what lacks a part is left out with a comment. */
export function ruleLines(document: ConfigDocument, linked: string): string[] {
  const written = new Set<string>();
  const conditions: string[] = [];
  const rules: string[] = [];
  for (const uuid of linked.split(',').filter(each => each !== '')) {
    const action = itemBy(document, 'actions.action', uuid);
    if (action === undefined) continue;
    const acls = childText(action, 'linkedAcls').split(',').flatMap(each => itemBy(document, 'acls.acl', each) ?? []);
    conditions.push(...acls.filter(acl => !written.has(idOf(acl))).flatMap(acl => (written.add(idOf(acl)), conditionLines(acl))));
    rules.push(...actionLines(document, action, acls));
  }
  return [...conditions, ...rules].map(line => `    ${line}`);
}

function idOf(acl: ConfigNode): string {
  return childText(acl, 'id') || (acl.attributes['uuid'] ?? '');
}

function conditionLines(acl: ConfigNode): string[] {
  const expression = expressionOf(acl);
  const name = childText(acl, 'name');
  return expression === undefined ? ['# ERROR: missing parameters', `# CONDITION INVALID: ${name} (${acl.attributes['uuid'] ?? ''})`] : [`# CONDITION: ${name}`, `acl acl_${idOf(acl)} ${expression}`];
}

/** How HAProxy is told a condition; undefined when a part is missing. */
function expressionOf(acl: ConfigNode): string | undefined {
  const kind = childText(acl, 'expression');
  const value = childText(acl, kind);
  const flag = childText(acl, 'caseSensitive') === '1' ? '' : ' -i';
  if (HOST.test(kind)) return `${kind}(host)${flag} ${value}`.trimEnd();
  if (PATH.test(kind)) return value === '' ? undefined : `${kind}${flag} ${value}`;
  if (kind === 'ssl_fc') return 'ssl_fc';
  if (kind === 'custom_acl') return value === '' ? undefined : value;
  if (kind === 'src') return value === '' ? undefined : `src ${value}`;
  throw new UntaughtFault(`how HAProxy is told the condition "${kind}"`);
}

function actionLines(document: ConfigDocument, action: ConfigNode, acls: readonly ConfigNode[]): string[] {
  const text = (name: string): string => childText(action, name);
  const broken = acls.filter(acl => expressionOf(acl) === undefined).length;
  if (broken > 0) return [`# RULE INVALID: ${text('name')}`, `# CONDITIONS WITH ERRORS: ${String(broken)}`];
  if (action.children.some(({ name }) => name === 'enabled') && text('enabled') !== '1') return [`# RULE DISABLED: ${text('name')}`];
  const statement = statementOf(document, action);
  if (statement === undefined) return ['# ERROR: missing parameters', `# RULE INVALID: ${text('name')}`];
  const names = acls.map(acl => `${childText(acl, 'negate') === '1' ? '!' : ''}acl_${idOf(acl)}`);
  const condition = names.length === 0 ? '' : ` ${text('testType') || 'if'} ${names.join(text('operator') === 'or' ? ' || ' : ' ')}`;
  return [`# RULE: ${text('name')}`, `${statement}${condition}`];
}

function statementOf(document: ConfigDocument, action: ConfigNode): string | undefined {
  const type = childText(action, 'type');
  if (type === 'use_backend') {
    const backend = itemBy(document, 'backends.backend', childText(action, 'use_backend'));
    return backend === undefined ? undefined : `use_backend ${childText(backend, 'name')}`;
  }
  if (type === 'custom') return childText(action, 'custom') || undefined;
  // Up to 25.7 the action is the type itself, later a field of the type http-request.
  if (type === 'http-request_deny' || (type === 'http-request' && childText(action, 'http_request_action') === 'deny')) return 'http-request deny';
  throw new UntaughtFault(`how HAProxy is told the rule "${type}"`);
}
