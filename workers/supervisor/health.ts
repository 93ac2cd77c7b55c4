import { setTimeout as delay } from 'node:timers/promises';

/** Resolves when the application answers at its health page, well or ill: it is up. */
export function answers(host: string, port: number): (signal: AbortSignal) => Promise<void> {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  const url = `http://${reachable}:${port}/api/health`;
  return async (signal) => {
    for (;;) {
      const response = await fetch(url, { signal }).catch(() => undefined);
      await response?.body?.cancel();
      if (response) return;
      await delay(100, undefined, { signal });
    }
  };
}
