import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const PAUSE = 100;

/** Resolves when the application's health endpoint reports that it can serve pages. */
export function answers(host: string, port: number): (signal: AbortSignal) => Promise<void> {
  const name = reachable(host);
  const url = `http://${name.includes(':') ? `[${name}]` : name}:${port}/api/health`;
  return async (signal) => {
    for (;;) {
      const response = await fetch(url, { signal }).catch(() => undefined);
      await response?.body?.cancel();
      if (response?.ok) return;
      await delay(PAUSE, undefined, { signal });
    }
  };
}

/** Resolves when a server listens on the port. For development, where pages are compiled on their first request. */
export function listens(host: string, port: number): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    while (!(await accepts(reachable(host), port))) await delay(PAUSE, undefined, { signal });
  };
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

/** Returns the address at which a server that listens on `host` can be reached from this machine. */
function reachable(host: string): string {
  return { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
}
