import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './statistics';

const SAMPLES = 300;
/** What Postgres writes at the least: a page of its log. */
const PAGE = Buffer.alloc(8192, 1);

/** How long the disk takes to make a page of a log durable: the median of many, in milliseconds. */
export function syncTime(folder: string): number {
  const path = join(folder, 'sync');
  const file = openSync(path, 'w');
  try {
    // Into a file that has its size already, as Postgres does with its log.
    for (let page = 0; page < SAMPLES; page += 1) writeSync(file, PAGE);
    fdatasyncSync(file);
    const times = Array.from({ length: SAMPLES }, (_, page) => {
      const began = performance.now();
      writeSync(file, PAGE, 0, PAGE.length, page * PAGE.length);
      fdatasyncSync(file);
      return performance.now() - began;
    });
    return median(times);
  } finally {
    closeSync(file);
    rmSync(path);
  }
}
