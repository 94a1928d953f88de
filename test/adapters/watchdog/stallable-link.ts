import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server on loopback that can stop to pass anything on, for as long as wanted. */
export interface StallableLink {
  /** What to connect to instead of the server. */
  readonly url: string;
  /** True once something was sent that has to wait. */
  readonly isHolding: boolean;
  stall(): void;
  /** Passes on all that waited, in its order. */
  resume(): void;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Opens a way to the server at that address; it passes everything on until it is stalled. */
export async function stallableLink(server: string): Promise<StallableLink> {
  const { hostname, port, protocol } = new URL(server);
  const sockets = new Set<Socket>();
  let waiting: (() => void)[] | undefined;
  let isHolding = false;
  const pass = (act: () => void): void => void (waiting === undefined ? act() : waiting.push(act));
  const carry = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.on('data', piece => {
      isHolding ||= waiting !== undefined;
      pass(() => to.write(piece));
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      sockets.delete(from);
      pass(() => to.end());
    });
  };
  const listener = createServer(near => {
    const far = connect(Number(port), hostname);
    carry(near, far);
    carry(far, near);
  });
  await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve));
  return {
    url: `${protocol}//127.0.0.1:${String((listener.address() as AddressInfo).port)}`,
    get isHolding() {
      return isHolding;
    },
    stall: () => {
      waiting = [];
    },
    resume: () => {
      const acts = waiting ?? [];
      waiting = undefined;
      isHolding = false;
      for (const act of acts) act();
    },
    close: () =>
      new Promise(resolve => {
        listener.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
