import { appendFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { killOrphan, recordProcess } from '@/workers/ffmpeg/orphan';

/**
 * The folder with the media of an upload. Files are made in `root/.work` and moved to `root` when they are complete. So
 * after a crash every file in `root` is complete, and the next attempt makes only the missing ones.
 */
export class MediaFolder {
  readonly #work: string;

  private constructor(readonly root: string) {
    this.#work = join(root, '.work');
  }

  /**
   * Opens the folder, and creates it if necessary. Kills the ffmpeg of an earlier attempt that still runs.
   * @param sourcePath the file that such an ffmpeg reads.
   */
  static async open(root: string, sourcePath: string): Promise<MediaFolder> {
    const folder = new MediaFolder(root);
    await mkdir(folder.#work, { recursive: true, mode: 0o700 });
    await killOrphan(folder.#processFile, sourcePath);
    return folder;
  }

  get #processFile(): string {
    return join(this.#work, 'process');
  }

  /** The folder for temporary files. */
  get work(): string {
    return this.#work;
  }

  /** Records the running ffmpeg, so that the next attempt can kill it. */
  recordProcess(pid: number): void {
    recordProcess(this.#processFile, pid);
  }

  has(name: string): Promise<boolean> {
    return exists(join(this.root, name));
  }

  /**
   * Makes a folder, or a single file, unless it exists. `work` writes to a temporary folder. When it is done, the files
   * are synced, and the folder, or the file in it that has its name, is moved to its place.
   */
  async make(name: string, work: (folder: string) => Promise<void>): Promise<void> {
    if (await this.has(name)) return;
    const folder = join(this.#work, name);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    try {
      await work(folder);
      await syncFiles(folder);
      const file = join(folder, name);
      await rename((await exists(file)) ? file : folder, join(this.root, name));
    } catch (error) {
      // Free the space of the incomplete files: the disk may be full.
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Replaces the content of a text file, atomically. */
  async replace(name: string, text: string): Promise<void> {
    const draft = join(this.#work, name);
    await writeFile(draft, text, { flush: true, mode: 0o600 });
    await rename(draft, join(this.root, name));
  }

  /** Records a failure of ffmpeg. Counts survive restarts. @returns how often it has failed in this way. */
  async countFailure(kind: string): Promise<number> {
    const file = join(this.#work, 'failures');
    await appendFile(file, `${kind}\n`, { mode: 0o600 });
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line === kind).length;
  }

  /** Deletes incomplete files and the records of the attempts. */
  async close(): Promise<void> {
    await rm(this.#work, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

/** Syncs ffmpeg's files to the disk, and makes them readable by their owner only. */
async function syncFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = await open(join(folder, name), 'r');
    try {
      await file.chmod(0o600);
      await file.sync();
    } finally {
      await file.close();
    }
  }
}
