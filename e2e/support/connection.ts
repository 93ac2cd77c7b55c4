import type { Page } from '@playwright/test';

/** The page's connection, to make it slow or take it away. */
export async function connectionOf(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const emulate = (offline: boolean, bytesPerSecond: number) =>
    session.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond,
    });
  return { slow: () => emulate(false, 600_000), fast: () => emulate(false, -1), gone: () => emulate(true, -1) };
}
