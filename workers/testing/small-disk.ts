import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly folder: string;
  /** Fills the disk with a file until `left` bytes are free. */
  fillUpTo(left: number): Promise<void>;
  /** Removes that file. */
  empty(): Promise<void>;
  unmount(): void;
}

/** The reason why this machine cannot mount a small disk, or null. Tests that need one are skipped with this reason. */
export const NO_SMALL_DISK =
  process.platform === 'linux' && process.getuid?.() === 0 && canMount()
    ? null
    : 'mounting a small disk needs root on Linux';

/** Mounts an in-memory disk of `megabytes`. Unmount it at the end. Other users may traverse it, but not list it. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'tmpfs', folder]);
  const filler = join(folder, 'filler');
  return {
    folder,
    async fillUpTo(left) {
      await writeFile(filler, '');
      const { bavail, bsize } = await statfs(folder);
      const bytes = bavail * bsize - left;
      if (bytes > 0) await writeFile(filler, Buffer.alloc(bytes));
    },
    empty: () => writeFile(filler, ''),
    unmount() {
      execFileSync('umount', ['--lazy', folder]);
      rmdirSync(folder);
    },
  };
}

function canMount(): boolean {
  try {
    mountSmallDisk(1).unmount();
    return true;
  } catch {
    return false;
  }
}
