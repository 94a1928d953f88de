import { isRelease, OpnError, RELEASES, type Release } from '../../ports';

/** The value of --release; throws OPN_CONFIG when it is none that this server knows. */
export function asRelease(value: string): Release {
  if (isRelease(value)) return value;
  throw wrong(`--release knows the releases ${RELEASES.join(', ')}, not '${value}'`);
}

/** Names with commas between them. */
export function asNames(value: string): string[] {
  return value.split(',').map(name => name.trim()).filter(name => name !== '');
}

/** The error for arguments that cannot be meant. */
export function wrong(what: string): OpnError {
  return new OpnError('OPN_CONFIG', `${what[0]?.toUpperCase() ?? ''}${what.slice(1)}${what.endsWith('?') ? '' : '.'}`, 'opnsense-mcp --help shows what there is.');
}
