import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { open, type FileHandle } from 'node:fs/promises';
import { Header, Parser, Pax, type ReadEntry } from 'tar';

/** An entry of an archive: a folder, or a file with its content. */
export interface Entry {
  /** Relative to the root of the archive, without a slash at the end. */
  readonly path: string;
  readonly mode: number;
  readonly mtime: Date;
  /** In bytes; null for a folder. */
  readonly size: number | null;
  readonly content: AsyncIterable<Buffer>;
}

/** The entry with the hashes of all files before it, in the format of sha256sum. */
export const SUMS = 'SHA256SUMS';
const BLOCK = 512;

/** Writes a tar archive. Its last entry is `SHA256SUMS`; without it the archive is incomplete. */
export class ArchiveWriter {
  readonly #sums: string[] = [];

  private constructor(
    private readonly file: FileHandle,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * @param path of a new file. Only its owner can read it, because it contains secrets.
   * @param signal aborts writing.
   */
  static async create(path: string, signal: AbortSignal): Promise<ArchiveWriter> {
    return new ArchiveWriter(await open(path, 'wx', 0o600), signal);
  }

  /** Adds an entry. Ignores content beyond its size. @throws if the content is shorter than its size. */
  async add(entry: Entry): Promise<void> {
    await this.#writeHeader(entry);
    if (entry.size === null) return;
    const hash = createHash('sha256');
    let remaining = entry.size;
    for await (const chunk of entry.content) {
      this.signal.throwIfAborted();
      const part = chunk.subarray(0, remaining);
      remaining -= part.length;
      hash.update(part);
      await this.file.writeFile(part);
    }
    if (remaining > 0) throw new Error(`${entry.path} became shorter while it was read`);
    await this.file.writeFile(Buffer.alloc((BLOCK - (entry.size % BLOCK)) % BLOCK));
    this.#sums.push(`${hash.digest('hex')}  ${entry.path}\n`);
  }

  /** Adds a small text file. */
  async addText(path: string, text: string): Promise<void> {
    const content = Buffer.from(text);
    await this.add({ path, mode: 0o600, mtime: new Date(), size: content.length, content: only(content) });
  }

  /** Completes the archive and syncs it to the disk. @returns its size in bytes. */
  async end(): Promise<number> {
    await this.addText(SUMS, this.#sums.join(''));
    await this.file.writeFile(Buffer.alloc(2 * BLOCK));
    await this.file.sync();
    return (await this.file.stat()).size;
  }

  close(): Promise<void> {
    return this.file.close();
  }

  async #writeHeader({ path, mode, mtime, size }: Entry): Promise<void> {
    const fields = {
      path: size === null ? `${path}/` : path,
      mode,
      mtime: new Date(Math.floor(mtime.getTime() / 1000) * 1000),
      size: size ?? 0,
    };
    const header = new Header({ ...fields, type: size === null ? 'Directory' : 'File' });
    // A long name or a large size does not fit into the header.
    if (header.encode()) await this.file.writeFile(new Pax({ path: fields.path, size: fields.size }).encode());
    await this.file.writeFile(header.block!);
  }
}

async function* only(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}

/**
 * Reads a tar archive, one entry after another.
 * @throws if the archive is damaged or truncated, and errors of `handle`.
 */
export async function readArchive(
  source: AsyncIterable<Buffer>,
  handle: (entry: Entry) => Promise<void>,
): Promise<void> {
  const parser = new Parser({ strict: true });
  let handled = Promise.resolve();
  const failed = new Promise<never>((_, fail) => {
    parser.on('error', fail);
    parser.on('entry', (entry: ReadEntry) => {
      handled = handled.then(() => handle(toEntry(entry))).then(() => void entry.resume());
      handled.catch(fail);
    });
  });
  failed.catch(() => {}); // It is awaited below, possibly after it was rejected.
  for await (const chunk of source) {
    if (!parser.write(chunk)) await Promise.race([once(parser, 'drain'), failed]);
  }
  const ended = once(parser, 'end');
  parser.end();
  await Promise.race([ended, failed]);
  await Promise.race([handled, failed]);
}

function toEntry(entry: ReadEntry): Entry {
  const isFolder = entry.type === 'Directory';
  const { path, mode = isFolder ? 0o700 : 0o600, mtime = new Date(0), size } = entry;
  return { path: path.replace(/\/+$/, ''), mode, mtime, size: isFolder ? null : size, content: entry };
}
