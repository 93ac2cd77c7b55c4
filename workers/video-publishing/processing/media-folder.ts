import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { killOrphan, recordProcess } from '@/workers/ffmpeg/orphan';

/**
 * The folder with the media of an upload, for one job on it. Files are made in folders below `root/.work` that no other
 * attempt uses, and moved to `root` when they are complete. So after a crash every file in `root` is complete, and the
 * next attempt makes only the missing ones. Jobs of several processes may work in it, on any machines that share it.
 */
export class MediaFolder {
  readonly #work: string;

  private constructor(
    readonly root: string,
    private readonly job: string,
  ) {
    this.#work = join(root, '.work');
  }

  /**
   * Opens the folder, and creates it if necessary. Kills the ffmpeg of an earlier attempt at this job that still runs.
   * @param job a name for files, which is unique for the upload.
   * @param sourcePath the file that such an ffmpeg reads.
   */
  static async open(root: string, job: string, sourcePath: string): Promise<MediaFolder> {
    const folder = new MediaFolder(root, job);
    await mkdir(folder.#work, { recursive: true, mode: 0o700 });
    await killOrphan(folder.#processFile, sourcePath);
    return folder;
  }

  /** A process id means something on its own machine only. */
  get #processFile(): string {
    return join(this.#work, `${this.job}.${hostname()}.process`);
  }

  /** The folder for temporary files. */
  get work(): string {
    return this.#work;
  }

  /** Records the running ffmpeg, so that the next attempt can kill it. */
  recordProcess(pid: number): void {
    recordProcess(this.#processFile, pid);
  }

  /** Forgets the process, when it has ended. */
  async forgetProcess(): Promise<void> {
    await rm(this.#processFile, { force: true });
  }

  has(name: string): Promise<boolean> {
    return exists(join(this.root, name));
  }

  /**
   * Makes a folder, or a single file, unless it exists. `work` writes to a temporary folder. When it is done, the files
   * are synced, and the folder, or the file in it that has its name, is moved to its place.
   */
  make(name: string, work: (folder: string) => Promise<void>): Promise<void> {
    return this.#make(this.root, name, work);
  }

  /** Makes a file that only the processing needs. @returns its path. */
  async makeTemporary(name: string, work: (folder: string) => Promise<void>): Promise<string> {
    await this.#make(this.#work, name, work);
    return join(this.#work, name);
  }

  async #make(to: string, name: string, work: (folder: string) => Promise<void>): Promise<void> {
    const place = join(to, name);
    if (await exists(place)) return;
    for (const left of await this.#attemptsAt(name)) await rm(join(this.#work, left), { recursive: true, force: true });
    // A process that has lost this job, and does not know it yet, may still write to the folder of its attempt.
    const folder = join(this.#work, `${name}.${randomUUID()}`);
    await mkdir(folder, { mode: 0o700 });
    try {
      await work(folder);
      await syncFiles(folder);
      const file = join(folder, name);
      await move((await exists(file)) ? file : folder, place);
    } finally {
      // Free the space of incomplete files: the disk may be full.
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #attemptsAt(name: string): Promise<string[]> {
    return (await readdir(this.#work)).filter(
      (entry) => entry.startsWith(`${name}.`) && entry.length === name.length + 37,
    );
  }

  /** Replaces the content of a text file, atomically. */
  async replace(name: string, text: string): Promise<void> {
    const draft = join(this.#work, `${name}.${randomUUID()}`);
    await writeFile(draft, text, { flush: true, mode: 0o600 });
    await rename(draft, join(this.root, name));
  }

  /** Records a failure of ffmpeg. Counts survive restarts. @returns how often it has failed in this way. */
  async countFailure(kind: string): Promise<number> {
    const file = join(this.#work, 'failures');
    await appendFile(file, `${kind}\n`, { mode: 0o600 });
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line === kind).length;
  }

  /** Deletes incomplete files and the records of the attempts, when no more jobs follow. */
  async close(): Promise<void> {
    await rm(this.#work, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Moves a complete file or folder, unless another attempt was faster. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
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
