import { type Client, type ClientConnection } from './client-connection';

/** The connections to the web server. */
export class Connections {
  private readonly open = new Set<ClientConnection>();
  /** What clients keep, by where they are. */
  private readonly kept = new Map<string, ClientConnection>();

  add(connection: ClientConnection): ClientConnection {
    this.open.add(connection);
    connection.onCut(() => this.open.delete(connection));
    return connection;
  }

  /** The connection that a client keeps, or the one made for it. */
  keptBy({ address, interface: key = '' }: Client, now: number, make: () => ClientConnection): ClientConnection {
    const place = `${address} ${key}`;
    const kept = this.kept.get(place);
    if (kept?.isOpen(now) === true) return kept;
    kept?.cut();
    const made = make();
    this.kept.set(place, made);
    return made;
  }

  which(isWanted: (connection: ClientConnection) => boolean): ClientConnection[] {
    return [...this.open].filter(isWanted);
  }

  cutAll(): void {
    for (const connection of this.open) connection.cut();
  }
}
