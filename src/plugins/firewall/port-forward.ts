import { IsArray, IsBoolean, IsInt, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';
import { type ConfigValue } from '../../ports';
import { elementsOf, type Names, textOf } from './configured-rules';
import { listOf } from './rule';

/** A port forward as `firewall/d_nat/search_rule` lists it; anti-lockout rules stand before every page. */
export interface PortForwardRow {
  readonly uuid: string;
  readonly is_automatic?: boolean;
  readonly [field: string]: unknown;
}

/** What every row of port forwards has. */
export const portForwardRow = shape.object({ uuid: shape.name });

/** A port forward (destination NAT). */
export class PortForward {
  /** Absent where it cannot be changed here. */
  @Optional() @IsString() uuid?: string;
  @IsBoolean() enabled!: boolean;
  /** Names of the interfaces where the traffic arrives. */
  @Optional() @IsArray() @IsString({ each: true }) interfaces?: string[];
  @Optional() @IsString() ip_protocol?: string;
  @Optional() @IsString() protocol?: string;
  @Optional() @IsString() source?: string;
  @Optional() @IsBoolean() source_not?: boolean;
  @Optional() @IsString() source_port?: string;
  @Optional() @IsString() destination?: string;
  @Optional() @IsBoolean() destination_not?: boolean;
  @Optional() @IsString() destination_port?: string;
  @Optional() @IsString() target?: string;
  @Optional() @IsString() target_port?: string;
  /** True when it keeps traffic from being redirected. */
  @Optional() @IsBoolean() no_redirect?: boolean;
  /** What lets the traffic in: `pass`, `rule` (a rule made with it), or `manual`. */
  @Optional() @IsString() filter?: string;
  @Optional() @IsString() reflection?: string;
  @Optional() @IsBoolean() log?: boolean;
  @Optional() @IsInt() sequence?: number;
  @Optional() @IsString() description?: string;
}

/** One row of 26.1 or later as a port forward. */
export function toPortForward(row: PortForwardRow): PortForward {
  const text = (name: string): string => (typeof row[name] === 'string' ? row[name] : '');
  const isOn = (name: string): true | undefined => text(name) === '1' || undefined;
  const shown = (name: string): string => text(`%${name}`) || text(name);
  return present<PortForward>({
    uuid: row.uuid,
    enabled: text('disabled') !== '1',
    interfaces: listOf(shown('interface')),
    ip_protocol: text('ipprotocol'),
    protocol: text('protocol').toUpperCase(),
    source: shown('source.network') || 'any',
    source_not: isOn('source.not'),
    source_port: text('source.port'),
    destination: shown('destination.network') || 'any',
    destination_not: isOn('destination.not'),
    destination_port: text('destination.port'),
    target: shown('target'),
    target_port: text('local-port'),
    no_redirect: isOn('nordr'),
    filter: text('pass') || 'manual',
    reflection: text('natreflection'),
    log: isOn('log'),
    sequence: /^\d+$/.test(text('sequence')) ? Number(text('sequence')) : undefined,
    description: text('descr'),
  });
}

/** The port forwards that the configuration holds, for releases whose API does not list them (up to 25.7). */
export function configuredPortForwards(rules: ConfigValue | undefined, names: Names): PortForward[] {
  return elementsOf(rules).map(rule => {
    const [source, destination] = [elementsOf(rule['source'])[0], elementsOf(rule['destination'])[0]];
    const net = (end: typeof source): string => textOf(end, 'network') || textOf(end, 'address') || 'any';
    const has = (element: typeof source, name: string): true | undefined => (element !== undefined && name in element && textOf(element, name) !== '0') || undefined;
    const linked = textOf(rule, 'associated-rule-id');
    return present<PortForward>({
      enabled: has(rule, 'disabled') !== true,
      interfaces: listOf(textOf(rule, 'interface')).map(key => names.interfaces.get(key) ?? key),
      ip_protocol: textOf(rule, 'ipprotocol') || 'inet',
      protocol: textOf(rule, 'protocol').toUpperCase(),
      source: net(source),
      source_not: has(source, 'not'),
      source_port: textOf(source, 'port'),
      destination: net(destination),
      destination_not: has(destination, 'not'),
      destination_port: textOf(destination, 'port'),
      target: textOf(rule, 'target'),
      target_port: textOf(rule, 'local-port'),
      no_redirect: has(rule, 'nordr'),
      filter: linked === 'pass' ? 'pass' : linked === '' ? 'manual' : 'rule',
      reflection: textOf(rule, 'natreflection'),
      log: has(rule, 'log'),
      description: textOf(rule, 'descr'),
    });
  });
}
