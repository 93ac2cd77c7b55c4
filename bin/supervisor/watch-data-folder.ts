import { isDataFolderThere } from './data-folder';
import type { Output } from './output';

const CHECK_MS = 2000;

/**
 * Logs when the data folder disappears while the site runs, because it was deleted or its disk was unmounted, and when
 * it is back.
 * @param signal stops watching.
 */
export function watchDataFolder(dataDir: string, output: Output, signal: AbortSignal, checkMs = CHECK_MS): void {
  let isThere = true;
  const check = async () => {
    const wasThere = isThere;
    isThere = await isDataFolderThere(dataDir);
    if (signal.aborted) return;
    if (wasThere && !isThere)
      output.say(
        `✗ The data folder ${dataDir} is gone: it was deleted, or its disk is not mounted. Put it back, and the site continues`,
      );
    if (!wasThere && isThere) output.say(`✓ The data folder ${dataDir} is back`);
    // One check at a time: on a slow disk, two of them could report the same change.
    next();
  };
  let timer: NodeJS.Timeout;
  const next = () => (timer = setTimeout(() => void check(), checkMs).unref());
  next();
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}
