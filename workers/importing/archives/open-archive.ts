import type { Readable } from 'node:stream';
import { fromRandomAccessReader, getFileNameLowLevel, validateFileName, type Entry, type ZipFile } from 'yauzl';
import type { Storage } from '@/storage/storage';
import { FILES_MAX, PROBLEMS_MAX, type Problem } from '../contract';
import { StorageReader } from './storage-reader';

/** A file in an archive, as the directory at the end of the archive describes it. Its content has not been read. */
export interface ArchivedFile {
  /** Of the archive. */
  readonly uploadId: string;
  /** With slashes, below the archive's root. It is compared and shown, and never used as a path of this machine. */
  readonly path: string;
  /** The size that the archive declares. More bytes are never unpacked. */
  readonly bytes: number;
  readonly packedBytes: number;
  /** The CRC-32 of its content. */
  readonly crc: number;
  /** False if it is encrypted, or compressed by an uncommon method. */
  readonly isReadable: boolean;
  readonly isEncrypted: boolean;
}

/** An archive whose directory has been read. Close it. */
export interface OpenArchive {
  readonly files: readonly ArchivedFile[];
  readonly problems: readonly Problem[];
  /** How many entries were read, including those that were left out. */
  readonly entryCount: number;
  /** Unpacks a file of the archive. The stream fails if it has more or fewer bytes than the archive says. */
  stream(file: ArchivedFile): Promise<Readable>;
  close(): void;
}

/** The longest path that is accepted, in bytes. */
const PATH_MAX = 1_000;

/**
 * Opens an archive and reads its directory. Returns what is wrong with it, or with names in it, as problems; throws if
 * the storage fails.
 * @param name of the archive in the storage.
 * @param filesMax the most entries to read.
 */
export async function openArchive(
  storage: Storage,
  { uploadId, fileName, name }: { uploadId: string; fileName: string; name: string },
  filesMax = FILES_MAX,
): Promise<OpenArchive> {
  const info = await storage.find(name);
  const file = info && (await storage.open(info));
  if (!file) return nothing({ kind: 'archive-missing', name: fileName });
  const first = await firstBytes(file.chunks(0, Math.min(3, info.bytes - 1)), info.bytes).catch(async (error) => {
    await file.close();
    throw error;
  });
  if (first !== 'PK') {
    await file.close();
    return nothing({ kind: 'not-a-zip', name: fileName });
  }
  const reader = new StorageReader(file);
  let zip: ZipFile;
  try {
    zip = await openZip(reader, info.bytes);
  } catch (error) {
    await file.close();
    if (!isDamage(error as Error)) throw error;
    return nothing({ kind: 'broken-zip', name: fileName });
  }
  const { entries, problems, entryCount } = await readDirectory(zip, fileName, filesMax).catch((error) => {
    zip.close();
    throw error;
  });
  const files = new Map<ArchivedFile, Entry>();
  for (const { path, entry } of entries) {
    const { uncompressedSize: bytes, compressedSize: packedBytes, crc32: crc } = entry;
    const isEncrypted = entry.isEncrypted();
    files.set({ uploadId, path, bytes, packedBytes, crc, isEncrypted, isReadable: entry.canDecodeFileData() }, entry);
  }
  return {
    files: [...files.keys()],
    problems,
    entryCount,
    stream: (wanted) =>
      new Promise((resolve, reject) =>
        zip.openReadStream(files.get(wanted)!, (error, stream) => (error ? reject(error) : resolve(stream))),
      ),
    close: () => zip.close(),
  };
}

function nothing(problem: Problem): OpenArchive {
  return {
    files: [],
    problems: [problem],
    entryCount: 0,
    stream: () => Promise.reject(new Error('The archive could not be opened')),
    close: () => {},
  };
}

async function firstBytes(chunks: AsyncIterable<Buffer>, bytes: number): Promise<string> {
  if (bytes < 4) return '';
  for await (const chunk of chunks) return chunk.toString('latin1', 0, 2);
  return '';
}

function openZip(reader: StorageReader, bytes: number): Promise<ZipFile> {
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true, autoClose: false };
  return new Promise((resolve, reject) =>
    fromRandomAccessReader(reader, bytes, options, (error, zip) => (error ? reject(error) : resolve(zip))),
  );
}

/** Returns whether an error says that an archive is damaged, and not that the storage or the disk failed. */
export function isDamage(error: Error & { code?: string }): boolean {
  const isOfZlib = error.code?.startsWith('Z_') ?? false;
  return isOfZlib || (error.code === undefined && error.name === 'Error');
}

async function readDirectory(
  zip: ZipFile,
  fileName: string,
  filesMax: number,
): Promise<{ entries: { path: string; entry: Entry }[]; problems: Problem[]; entryCount: number }> {
  const entries: { path: string; entry: Entry }[] = [];
  const problems: Problem[] = [];
  let entryCount = 0;
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (entryCount >= filesMax) {
        problems.unshift({ kind: 'too-many-files', name: fileName });
        return resolve();
      }
      entryCount++;
      const path = pathOf(entry);
      if (path !== null && !isIgnored(path)) entries.push({ path, entry: lightened(entry) });
      if (path === null && problems.length < PROBLEMS_MAX)
        problems.push({ kind: 'unsafe-name', name: printable(entry) });
      zip.readEntry();
    });
    zip.on('end', resolve);
    zip.on('error', (error: Error) => {
      if (!isDamage(error)) return reject(error);
      // The entries before the damage can still be read.
      problems.push({ kind: 'broken-zip', name: fileName });
      resolve();
    });
    zip.readEntry();
  });
  return { entries, problems, entryCount };
}

const NOTHING = Buffer.alloc(0);

/** Drops what unpacking does not need: name, extra fields and comment take up to 192 kB. */
function lightened(entry: Entry): Entry {
  const raw = { fileNameRaw: NOTHING, extraFieldRaw: NOTHING, fileCommentRaw: NOTHING, extraFields: [] };
  return Object.assign(entry, raw, { fileName: '', fileComment: '', comment: '' });
}

/** Returns the name of an entry, or null if it leads out of the archive or is too long. */
function pathOf(entry: Entry): string | null {
  const name = nameOf(entry).replaceAll('\\', '/').replace(/^\.\//, '');
  const isRight = validateFileName(name) === null && !name.includes('\0') && Buffer.byteLength(name) <= PATH_MAX;
  return isRight ? name.normalize('NFC') : null;
}

/** Many programs write UTF-8 without setting its flag. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(fileNameRaw);
  } catch {
    return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
  }
}

function printable(entry: Entry): string {
  return nameOf(entry)
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, 200);
}

/** Folders, and what macOS and Windows add. */
function isIgnored(path: string): boolean {
  return /\/$|(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/.test(path);
}
