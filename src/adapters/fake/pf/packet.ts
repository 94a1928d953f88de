/** The first packet of a TCP connection, as it comes in. */
export interface Packet {
  /** The interface it comes in on. */
  readonly key: string;
  readonly family: 'inet' | 'inet6';
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly port: number;
}
