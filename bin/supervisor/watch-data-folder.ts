import { isDataFolderThere } from './data-folder';
import type { Output } from './output';

const LOOK_MS = 2000;

/**
 * Says when the data folder goes while the site runs, because it was deleted or its disk went away, and when it is back.
 * @param signal ends the watching.
 */
export function watchDataFolder(dataDir: string, output: Output, signal: AbortSignal, lookMs = LOOK_MS): void {
  let isThere = true;
  const look = async () => {
    const was = isThere;
    isThere = await isDataFolderThere(dataDir);
    if (signal.aborted || was === isThere) return;
    if (isThere) output.say(`✓ The data folder ${dataDir} is back`);
    else
      output.say(
        `✗ The data folder ${dataDir} is gone: it was deleted, or its disk is not mounted. Put it back, and the site goes on`,
      );
  };
  const timer = setInterval(() => void look(), lookMs).unref();
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}
