import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly folder: string;
  /** Fills the disk with a file of our own, up to `left` bytes. Zero: the disk is full. */
  fillUpTo(left: number): Promise<void>;
  /** Removes what fills it. */
  empty(): Promise<void>;
  unmount(): void;
}

/** Why no small disk can be had here, for tests that are skipped then. */
export const NO_SMALL_DISK =
  process.platform === 'linux' && process.getuid?.() === 0 && canMount()
    ? null
    : 'mounting a small disk needs root on Linux';

/** Mounts a disk of `megabytes`, in memory. Unmount it at the end. Others may pass through it, not look around. */
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
