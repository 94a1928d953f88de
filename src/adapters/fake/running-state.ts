/** What a firewall knows while it runs: which services were stopped, and whether it has looked for updates. */
export class RunningState {
  private readonly stopped = new Set<string>();
  private readonly started = new Set<string>();
  /** True once an update check ran since boot. */
  updatesChecked = false;

  /** Whether a service runs, given whether it would after a boot. */
  runs(service: string, atBoot: boolean): boolean {
    return this.started.has(service) || (atBoot && !this.stopped.has(service));
  }

  start(service: string): void {
    this.stopped.delete(service);
    this.started.add(service);
  }

  stop(service: string): void {
    this.started.delete(service);
    this.stopped.add(service);
  }
}
