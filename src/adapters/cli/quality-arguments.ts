import { isTier, type Tier, TIERS } from '../quality';
import { wrong } from './option-values';

/** Judge a plugin by the quality scale. */
export interface QualityCommand {
  readonly kind: 'quality';
  /** The package, or the path of its folder. */
  readonly plugin: string;
  /** The tier that it must reach for the command to succeed. */
  readonly atLeast?: Tier;
  readonly json: boolean;
}

/** The options of the command that take a value. */
export const QUALITY_VALUES = ['--at-least'] as const;
/** Those that take none. */
export const QUALITY_FLAGS = ['--json'] as const;

/** Reads the options of the command; throws OPN_CONFIG for a tier that there is not. */
export function qualityCommand(plugin: string, options: ReadonlyMap<string, string | undefined>): QualityCommand {
  const json = options.has('--json');
  if (!options.has('--at-least')) return { kind: 'quality', plugin, json };
  const tier = options.get('--at-least') ?? '';
  if (!isTier(tier)) throw wrong(`--at-least knows the tiers ${TIERS.join(', ')}, not '${tier}'`);
  return { kind: 'quality', plugin, atLeast: tier, json };
}
