import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mintViewingToken } from '@/app/api/viewings/viewing-token';

/** Writes tokens of viewings, one a line: `mint.ts <count> <file>`. */
const [count, file] = process.argv.slice(2);
const videos = Array.from({ length: 100 }, () => randomUUID());
const [ownerId, openedAt] = [randomUUID(), new Date().toISOString()];
/** As a browser's: with where its viewer came from, and who watches. */
const about = () => ({
  context: {
    source: 'search',
    sourceDetail: 'tie a bowline',
    device: 'phone',
    browser: 'Firefox',
    language: 'en',
  } as const,
  viewer: {
    visitorId: randomUUID(),
    networkId: randomUUID(),
    ownerId,
    isBot: false,
    isCreator: false,
    seesDeliveries: true,
    openedAt,
  },
});
const tokens = Array.from({ length: Number(count) }, (_, n) =>
  mintViewingToken({ videoId: videos[n % videos.length]!, durationSeconds: 600 }, about()),
);
writeFileSync(file!, tokens.join('\n'));
process.send?.({ type: 'ready' });
