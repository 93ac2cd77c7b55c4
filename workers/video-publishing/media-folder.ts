import { appendFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endOrphan, rememberProcess } from './ffmpeg/orphan';

/**
 * The media of one upload: `root` holds what is complete, `root/.work` what is being made. A thing is made in `.work`
 * and then moved, so a crash at any moment leaves whole things or none, and the next attempt goes on after the last.
 */
export class MediaFolder {
  readonly #work: string;

  private constructor(readonly root: string) {
    this.#work = join(root, '.work');
  }

  /** Makes the folder where needed, and ends the ffmpeg that an attempt before left behind, by the file that it reads. */
  static async open(root: string, sourcePath: string): Promise<MediaFolder> {
    const folder = new MediaFolder(root);
    await mkdir(folder.#work, { recursive: true, mode: 0o700 });
    await endOrphan(folder.#processFile, sourcePath);
    return folder;
  }

  get #processFile(): string {
    return join(this.#work, 'process');
  }

  /** Where reading the source may leave what it likes. */
  get work(): string {
    return this.#work;
  }

  remember(pid: number): void {
    rememberProcess(this.#processFile, pid);
  }

  has(name: string): Promise<boolean> {
    return exists(join(this.root, name));
  }

  /** Makes a folder, or the one file of that name in it, and moves it to its place when it is complete and on the disk. */
  async make(name: string, work: (folder: string) => Promise<void>): Promise<void> {
    if (await this.has(name)) return;
    const folder = join(this.#work, name);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    try {
      await work(folder);
      await keepFiles(folder);
      const file = join(folder, name);
      await rename((await exists(file)) ? file : folder, join(this.root, name));
    } catch (error) {
      // Half a rendition only takes room, which may be what is lacking.
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Replaces a file by a new text, at once. */
  async replace(name: string, text: string): Promise<void> {
    const draft = join(this.#work, name);
    await writeFile(draft, text, { flush: true, mode: 0o600 });
    await rename(draft, join(this.root, name));
  }

  /** Writes down a mishap of this attempt. @returns how many of the kind there were by now. */
  async count(kind: string): Promise<number> {
    const file = join(this.#work, 'mishaps');
    await appendFile(file, `${kind}\n`, { mode: 0o600 });
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line === kind).length;
  }

  /** Ends the attempt: what is not complete goes. */
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

/** Has what ffmpeg wrote on the disk, and readable by its owner only. */
async function keepFiles(folder: string): Promise<void> {
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
