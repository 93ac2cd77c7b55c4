import 'server-only';
import { readFileSync } from 'node:fs';

/** The build that this process serves, as `next build` named it. In development there is none, and it is always the same. */
export const buildId = readBuildId();

function readBuildId(): string {
  try {
    return readFileSync('.next/BUILD_ID', 'utf8').trim();
  } catch {
    return 'development';
  }
}
