import { expect, test } from 'vitest';
import { freePort, isFree } from './port';

test('a free port is none that the system gives to outgoing connections, which could take it before it is used', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
  for (const port of ports) {
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(32_000);
    expect(await isFree(port)).toBe(true);
  }
});

test('on an address that this machine has not, there is no free port', async () => {
  await expect(freePort('203.0.113.1')).rejects.toThrow('EADDRNOTAVAIL');
});
