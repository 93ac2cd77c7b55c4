import 'server-only';
import { readFileSync } from 'node:fs';

/** Returns the id that `next build` gave to the build of this process. In development it is a constant. */
export const buildId = readBuildId();

function readBuildId(): string {
  try {
    return readFileSync('.next/BUILD_ID', 'utf8').trim();
  } catch {
    return 'development';
  }
}
