import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './statistics';

const SAMPLES = 300;
/** The smallest write of Postgres: a page of its log. */
const PAGE = Buffer.alloc(8192, 1);

/** Measures how long the disk takes to sync a page of a log: the median, in milliseconds. */
export function syncTime(folder: string): number {
  const path = join(folder, 'sync');
  const file = openSync(path, 'w');
  try {
    // Allocate the file first, as Postgres does with its log.
    for (let page = 0; page < SAMPLES; page += 1) writeSync(file, PAGE);
    fdatasyncSync(file);
    const times = Array.from({ length: SAMPLES }, (_, page) => {
      const startedAt = performance.now();
      writeSync(file, PAGE, 0, PAGE.length, page * PAGE.length);
      fdatasyncSync(file);
      return performance.now() - startedAt;
    });
    return median(times);
  } finally {
    closeSync(file);
    rmSync(path);
  }
}
