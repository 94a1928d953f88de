import { AcceptedFindings, AuditHistory, Call, CertificateReader, ChangeControl, Clock, ConfigurationHistory, Doctor, Documents, FirewallApi, FirewallConfig, Fleet, Log, People, SecretFiles, ServerInfo, WritePolicy } from '../ports';
import { AuditChecks } from './audit';
import { type Class } from './class';

/** The ports that a tool may ask for. What writes to the firewall, records that, or hides is not among them: a tool gets its Change from the server. */
const PORTS: ReadonlySet<unknown> = new Set<unknown>([
  AcceptedFindings, AuditChecks, AuditHistory, Call, CertificateReader, ChangeControl, Clock, ConfigurationHistory, Doctor, Documents, FirewallApi, FirewallConfig, Fleet, Log, People, SecretFiles, ServerInfo, WritePolicy,
]);

/** What of these only the domains of this server are given: others could write a past of their own into it, learn why the operator lives with a weakness, look at other firewalls than the one that was named, or write files. */
const OWN_PORTS: ReadonlySet<unknown> = new Set<unknown>([AcceptedFindings, AuditHistory, Fleet, SecretFiles]);

/** What is wrong with the constructor of something that is called: an argument that nothing is injected for, or something that it is not given. */
export function constructorProblems(target: Class, options: Class | undefined, external: boolean): string[] {
  const tokens = tokensOf(target);
  return Array.from({ length: Math.max(target.length, ...Object.keys(tokens).map(index => Number(index) + 1)) }, (_, index) => index).flatMap(index => {
    const token = plainToken(tokens[index]);
    if (token === undefined) return [`constructor argument ${index + 1} has no @inject(Port)`];
    if ((PORTS.has(token) && !(external && OWN_PORTS.has(token))) || (options !== undefined && token === options)) return [];
    return [`constructor argument ${index + 1} asks for ${nameOf(token)}, which ${external && OWN_PORTS.has(token) ? 'plugins' : 'tools'} are not given`];
  });
}

/** True for a class whose constructor asks for what stands under the token. */
export function asksFor(target: Class, token: unknown): boolean {
  return Object.values(tokensOf(target)).some(kept => plainToken(kept) === token);
}

const tokensOf = (target: Class): Readonly<Record<string, unknown>> => (Reflect.getOwnMetadata('injectionTokens', target) ?? {}) as Readonly<Record<string, unknown>>;

/** What `@inject(token)` keeps; whatever stands for more than one object, or is changed on the way, is none that tools are given. */
function plainToken(kept: unknown): unknown {
  if (typeof kept !== 'object' || kept === null) return kept;
  const { token, multiple, transform } = kept as { readonly token?: unknown; readonly multiple?: unknown; readonly transform?: unknown };
  return multiple === true || transform !== undefined ? kept : token;
}

function nameOf(token: unknown): string {
  if (typeof token === 'symbol') return (token.description ?? 'something').replace('opnsense-mcp/', '');
  return typeof token === 'function' ? token.name : typeof token === 'string' ? `'${token}'` : 'something';
}
