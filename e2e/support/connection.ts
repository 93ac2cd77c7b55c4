import type { Page } from '@playwright/test';

export interface Connection {
  slow(): Promise<unknown>;
  fast(): Promise<unknown>;
  /** Disconnects the page. */
  gone(): Promise<unknown>;
}

/** Controls the speed of a page's connection. */
export async function connectionOf(page: Page): Promise<Connection> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const emulate = (offline: boolean, bytesPerSecond: number) =>
    session.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond,
    });
  return { slow: () => emulate(false, 300_000), fast: () => emulate(false, -1), gone: () => emulate(true, -1) };
}
