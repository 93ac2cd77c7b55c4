import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ElsewhereError } from '@message-db/runtime';
import { WORK, type FileInfo, type Storage } from '@/storage/storage';
import { killOrphan, recordProcess } from '@/workers/ffmpeg/orphan';

/** Where the media of an upload, or a poster, are stored, and the file that they are made from: names in the storage. */
interface MediaLocation {
  readonly storage: Storage;
  readonly name: string;
  readonly source: string;
  /** Whether the source may be deleted while what was made from it stays. */
  readonly outlivesSource?: true;
  /** Of the job: files are stored until it aborts. */
  readonly signal: AbortSignal;
  /** The name of the folder for temporary files, if they end at another time than those of other jobs. */
  readonly work?: string;
}

/**
 * The media of an upload, for one job on it. Files are made in folders of this machine that no other attempt uses, and
 * stored when they are complete. So after a crash every stored file is complete, and the next attempt makes only the
 * missing ones. Jobs of several processes may work on it, on any machines that share the storage.
 */
export class MediaFolder {
  private constructor(
    private readonly location: MediaLocation,
    private readonly job: string,
    /** The folder for temporary files. */
    readonly work: string,
  ) {}

  /**
   * Opens the folder, and creates it if necessary. Kills the ffmpeg of an earlier attempt at this job that still runs.
   * @param job a name for files, which is unique for the upload.
   * @param sourcePath the file that such an ffmpeg reads.
   */
  static async open(location: MediaLocation, job: string, sourcePath: string): Promise<MediaFolder> {
    const folder = new MediaFolder(location, job, await location.storage.workFolder(location.work ?? location.name));
    await killOrphan(folder.#processFile, sourcePath);
    return folder;
  }

  /** A process id means something on its own machine only. */
  get #processFile(): string {
    return join(this.work, `${this.job}.${hostname()}.process`);
  }

  /** Records the running ffmpeg, so that the next attempt can kill it. */
  recordProcess(pid: number): void {
    recordProcess(this.#processFile, pid);
  }

  /** Forgets the process, when it has ended. */
  async forgetProcess(): Promise<void> {
    await rm(this.#processFile, { force: true });
  }

  #nameOf(name: string): string {
    return `${this.location.name}/${name}`;
  }

  has(name: string): Promise<boolean> {
    return this.location.storage.has(this.#nameOf(name));
  }

  /** Reads a small file. @throws if there is none. */
  async read(name: string): Promise<Buffer> {
    const bytes = await this.location.storage.read(this.#nameOf(name));
    if (bytes === null) throw new Error(`There is no ${this.#nameOf(name)}`);
    return bytes;
  }

  /** Returns the files in a folder. */
  async files(folder: string): Promise<FileInfo[]> {
    const files: FileInfo[] = [];
    for await (const file of this.location.storage.files(this.#nameOf(folder))) files.push(file);
    return files;
  }

  /** Returns the path of a file on this machine. @param reserve bytes that stay free. @throws if there is none. */
  async local(name: string, reserve = 0): Promise<string> {
    const path = await this.location.storage.local(this.#nameOf(name), reserve);
    if (path === null) throw new Error(`There is no ${this.#nameOf(name)}`);
    return path;
  }

  /**
   * Makes a folder, or a single file, unless it exists. `work` writes to a temporary folder. When it is done, the
   * folder, or the file in it that has its name, is stored.
   */
  make(name: string, work: (folder: string) => Promise<void>): Promise<void> {
    return this.#make(this.#nameOf(name), name, work);
  }

  /** Makes a file that only the processing needs. @returns its path on this machine. */
  async makeTemporary(name: string, work: (folder: string) => Promise<void>): Promise<string> {
    await this.#make(this.#nameOf(`${WORK}/${name}`), name, work);
    return this.local(`${WORK}/${name}`);
  }

  async #make(to: string, name: string, work: (folder: string) => Promise<void>): Promise<void> {
    const { storage, source, signal } = this.location;
    if (await storage.has(to)) return;
    for (const left of await this.#attemptsAt(name)) await rm(join(this.work, left), { recursive: true, force: true });
    // A process that has lost this job, and does not know it yet, may still write to the folder of its attempt.
    const folder = join(this.work, `${name}.${randomUUID()}`);
    await mkdir(folder, { mode: 0o700 });
    try {
      await work(folder);
      // Its video was deleted meanwhile, and its media with it.
      if (!(await storage.has(source))) throw new ElsewhereError('the uploaded file');
      const file = join(folder, name);
      const isFile = await exists(file);
      await this.#store(to, () => (isFile ? storage.putFile(to, file, signal) : storage.putFolder(to, folder, signal)));
    } finally {
      // Free the space of incomplete files: the disk may be full.
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Into S3, this can take minutes. What is stored after its source was deleted would stay for ever. */
  async #store(name: string, put: () => Promise<void>): Promise<void> {
    const { storage, source, outlivesSource } = this.location;
    const failure = await put().then(
      () => null,
      (error: unknown) => ({ error }),
    );
    if (!outlivesSource && !(await storage.has(source))) {
      await storage.delete(name);
      throw new ElsewhereError('the uploaded file');
    }
    if (failure) throw failure.error;
  }

  async #attemptsAt(name: string): Promise<string[]> {
    return (await readdir(this.work)).filter(
      (entry) => entry.startsWith(`${name}.`) && entry.length === name.length + 37,
    );
  }

  /** Replaces the content of a text file, atomically. */
  async replace(name: string, text: string): Promise<void> {
    const draft = join(this.work, `${name}.${randomUUID()}`);
    await writeFile(draft, text, { mode: 0o600 });
    await this.#store(this.#nameOf(name), () => this.location.storage.putFile(this.#nameOf(name), draft));
  }

  /** Records a failure of ffmpeg. Counts survive restarts on this machine. @returns how often it has failed in this way. */
  async countFailure(kind: string): Promise<number> {
    const file = join(this.work, 'failures');
    await appendFile(file, `${kind}\n`, { mode: 0o600 });
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line === kind).length;
  }

  /** Deletes incomplete files and the records of the attempts, when no more jobs follow. */
  async close(): Promise<void> {
    await this.location.storage.delete(this.location.work ?? this.#nameOf(WORK));
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
