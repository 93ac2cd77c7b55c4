import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface TestProxy {
  /** The URL of the proxy. */
  url: string;
  /** Cuts all connections and refuses new ones, like a stopped server. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Forwards to the server only, so that the server executes statements but its answers are lost. */
  loseAnswers(): void;
  /** Forwards both ways again. */
  carryAnswers(): void;
  /** Keeps connections open and accepts new ones, but forwards nothing, like a failed network. */
  freeze(): void;
  close(): Promise<void>;
}

/** Opens a proxy between a test and the shared server, so that one test can lose the server. */
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
