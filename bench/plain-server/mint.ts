import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mintViewingToken } from '@/app/api/viewings/viewing-token';

/** Writes tokens of viewings, one a line: `mint.ts <count> <file>`. */
const [count, file] = process.argv.slice(2);
const videos = Array.from({ length: 100 }, () => randomUUID());
const tokens = Array.from({ length: Number(count) }, (_, n) =>
  mintViewingToken({ videoId: videos[n % videos.length]!, durationSeconds: 600 }),
);
writeFileSync(file!, tokens.join('\n'));
process.send?.({ type: 'ready' });
