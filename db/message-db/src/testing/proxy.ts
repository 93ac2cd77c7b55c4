import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface TestProxy {
  /** The address to connect to instead. */
  url: string;
  /** Cuts all connections and takes no new ones, as a server that is down. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Carries to the server only, so that it does what it is asked and is not heard. */
  loseAnswers(): void;
  /** Carries both ways again. */
  carryAnswers(): void;
  /** Keeps connections open and takes new ones, but carries nothing more, as a network that has failed. */
  freeze(): void;
  close(): Promise<void>;
}

/** Stands between a test and the shared server, so that one test can lose it. */
export async function openTestProxy(url: string): Promise<TestProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let frozen = false;
  let answersLost = false;

  const carry = (near: Socket) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => {
        if (!frozen && !(answersLost && from === far)) to.write(data);
      });
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        if (!frozen) to.destroy();
      });
    }
  };

  let server: Server;
  const listenOn = async (port: number) => {
    server = createServer(carry).listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const down = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  await listenOn(0);
  const address = server!.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
  const proxied = new URL(url);
  proxied.host = `127.0.0.1:${address.port}`;
  return {
    url: proxied.href,
    down,
    up: () => listenOn(address.port),
    loseAnswers() {
      answersLost = true;
    },
    carryAnswers() {
      answersLost = false;
    },
    freeze() {
      frozen = true;
    },
    async close() {
      frozen = false;
      if (server.listening) await down();
    },
  };
}
