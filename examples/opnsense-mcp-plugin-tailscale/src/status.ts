/** One machine of the tailnet, as `tailscale status --json` says it; only what is read of it. */
export interface Machine {
  readonly HostName?: string;
  readonly DNSName?: string;
  readonly OS?: string;
  readonly TailscaleIPs?: readonly string[] | null;
  readonly Online?: boolean;
  readonly LastSeen?: string;
  readonly ExitNode?: boolean;
  readonly ExitNodeOption?: boolean;
}

/** The status of the daemon; PHP writes an empty object as an empty list. */
export interface TailscaleAnswer {
  readonly error?: string;
  readonly Version?: string;
  /** `Running`, `NeedsLogin`, `Stopped` … */
  readonly BackendState?: string;
  readonly Health?: readonly string[] | null;
  readonly Self?: Machine | null;
  readonly Peer?: Readonly<Record<string, Machine>> | readonly Machine[] | null;
}

/** The machines, those that are online first, then by name. */
export function peersOf({ Peer }: TailscaleAnswer): Machine[] {
  const rank = (machine: Machine): string => `${machine.Online === true ? 0 : 1}${machine.HostName ?? ''}`;
  return Object.values(Peer ?? {}).sort((a: Machine, b: Machine) => rank(a).localeCompare(rank(b)));
}
