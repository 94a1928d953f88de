import { type DependencyContainer } from 'tsyringe';
import {
  AcceptedFindings, AuditHistory, Call, CertificateReader, ChangeControl, Clock, ConfigurationHistory, Doctor, Documents, type Endpoint, FirewallApi, FirewallConfig, Fleet, type InjectionToken, Log, OpnError, People, Redactor, SecretFiles, ServerInfo, WritePolicy,
} from '../ports';
import { AuditChecks } from './audit';
import { declaredFleet, DeclaredReads, ending, facade, keepsOnly, leavable, withoutQuestions } from './call-ports';
import { type Callee } from './callee';
import { endpointsOf } from './guarded-checks';
import { asksFor } from './injected';
import { thrown } from './load-plugins';
import { asking } from './people';
import { type RegisteredTool } from './registered-tool';
import { type SuggestionSource } from './suggestions';
import { unlessLeft } from './time-limit';

/** What a call was allowed beyond what its kind may do. */
export interface Grants {
  /** Secrets: the caller asked for them, and the operator consented. */
  readonly reveal?: boolean;
  /** To cut the way to the firewall, as long as it is undone unless it is confirmed: a person agreed. */
  readonly acceptLockout?: boolean;
  /** True for a call that only shows what it would do. */
  readonly rehearses?: boolean;
}

/** The weaknesses of the firewall are none of the business of plugins from outside. */
const NO_AUDITS: Pick<AuditHistory, 'list'> = { list: () => Promise.resolve([]) };

/** Makes what plugins declare for one call each, with no more of every port than that call may use. */
export class PluginCalls {
  constructor(
    private readonly ports: DependencyContainer,
    /** The checks of all plugins; loaded for those that ask for them. */
    private readonly checks: () => Promise<AuditChecks>,
  ) {}

  /** Runs the work on a new instance of the class; of a plugin from outside, only for as long as the call lasts, and with its defects told apart from ours. */
  run<Instance, T>(callee: Callee, call: Call, grants: Grants, work: (instance: Instance) => Promise<T>): Promise<T> {
    return this.within(callee, call, grants, scope => work(scope.resolve(callee.target as never)));
  }

  /** The same for a function that only reads. */
  read<T>(callee: Callee, call: Call, work: (source: SuggestionSource) => Promise<T>): Promise<T> {
    return this.within(callee, call, {}, scope => work({ firewall: scope.resolve<FirewallApi>(FirewallApi), config: scope.resolve<FirewallConfig>(FirewallConfig), changes: scope.resolve<ChangeControl>(ChangeControl), audits: callee.external ? NO_AUDITS : scope.resolve<AuditHistory>(AuditHistory) }));
  }

  private async within<T>(callee: Callee, call: Call, grants: Grants, work: (scope: DependencyContainer) => Promise<T>): Promise<T> {
    const checks = callee.target !== undefined && asksFor(callee.target, AuditChecks) ? await this.checks() : undefined;
    const worked = (): Promise<T> => work(this.scopeOf(callee, call, grants, checks));
    return callee.external ? this.orItsDefect(callee, () => unlessLeft(Promise.resolve(worked()), call.signal)) : worked();
  }

  private async orItsDefect<T>({ name, domain }: Callee, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (problem) {
      if (problem instanceof OpnError) throw problem;
      const log = this.ports.isRegistered(Log) ? this.ports.resolve<Log>(Log) : undefined;
      log?.write('error', `${name} of the plugin ${domain} failed: ${thrown(problem, true)}`);
      throw new OpnError('OPN_PLUGIN', `${name} failed by a defect of the plugin '${domain}'.`, "The server's log says more; nothing else is concerned.");
    }
  }

  /** The ports as one call gets them: no more of each than its effect, endpoints and consent allow. */
  private scopeOf(callee: Callee, call: Call, { reveal = false, acceptLockout = false, rehearses = false }: Grants, checks: AuditChecks | undefined): DependencyContainer {
    const scope = this.ports.createChildContainer();
    const narrow = <T extends object>(token: InjectionToken<T>, narrowed: (port: T) => T): void => {
      if (this.ports.isRegistered(token)) scope.registerInstance(token, narrowed(this.ports.resolve<T>(token)));
    };
    scope.registerInstance(Call, withoutQuestions(call));
    scope.registerInstance(People, asking(call, callee, this.ports.isRegistered(Redactor) ? this.ports.resolve<Redactor>(Redactor) : undefined));
    narrow<FirewallApi>(FirewallApi, firewall => new DeclaredReads(firewall, { name: callee.name, uses: readsOf(callee, checks) }, call));
    if (checks !== undefined) scope.registerInstance(AuditChecks, facade(checks, 'all'));
    narrow<FirewallConfig>(FirewallConfig, config => leavable(config, call.signal, reveal));
    narrow<AcceptedFindings>(AcceptedFindings, accepted => facade(accepted, 'list'));
    narrow<AuditHistory>(AuditHistory, history => facade(history, 'save', 'list'));
    narrow<Documents>(Documents, documents => keepsOnly(documents, callee, call));
    narrow<Log>(Log, log => facade(log, 'write'));
    narrow<CertificateReader>(CertificateReader, reader => facade(reader, 'read'));
    narrow<Clock>(Clock, clock => facade(clock, 'now', 'sleep'));
    narrow<WritePolicy>(WritePolicy, policy => facade(policy, 'refuses', 'refusesSecrets', 'asksBefore', 'describe'));
    narrow<Doctor>(Doctor, doctor => facade(doctor, 'examine'));
    narrow<Fleet>(Fleet, fleet => declaredFleet(fleet, callee, call));
    narrow<SecretFiles>(SecretFiles, files => Object.freeze({ ...facade(files, 'isWanted', 'place'), ...(rehearses ? { write: async (name: string) => files.place(name) } : facade(files, 'write')) }));
    narrow<ServerInfo>(ServerInfo, info => Object.freeze({ ...info }));
    narrow<ChangeControl>(ChangeControl, control => ending(control, callee, acceptLockout));
    narrow<ConfigurationHistory>(ConfigurationHistory, history => facade(history, 'entries', 'differences'));
    return scope;
  }
}

/** What it may read: what it declares, and what the checks do that it asks for. */
function readsOf({ uses }: Callee, checks: AuditChecks | undefined): readonly Endpoint[] {
  return checks === undefined ? uses : [...uses, ...endpointsOf(checks.all())];
}

/** A tool as something that is called. */
export function calledTool({ facts: { name, uses, effect, takesUpTo }, domain, target, external }: RegisteredTool): Callee {
  return { name, domain, target, uses, effect, takesUpTo, external };
}
