import type { Readable } from 'node:stream';
import { fromRandomAccessReader, getFileNameLowLevel, validateFileName, type Entry, type ZipFile } from 'yauzl';
import type { Storage } from '@/storage/storage';
import type { Problem } from '../contract';
import { StorageReader } from './storage-reader';

/** A file in an archive, as the directory at the archive's end describes it. Nothing of it has been read. */
export interface ArchivedFile {
  /** Of the archive. */
  readonly uploadId: string;
  /** With slashes, below the archive's root. It is compared and shown, and never used as a path of this machine. */
  readonly path: string;
  /** As the archive says. More are never unpacked. */
  readonly bytes: number;
  readonly packedBytes: number;
  /** The CRC-32 of its content. */
  readonly crc: number;
  /** False if it is encrypted, or compressed by a method other than those of all programs. */
  readonly isReadable: boolean;
  readonly isEncrypted: boolean;
}

/** An archive whose directory has been read. Close it. */
export interface OpenArchive {
  readonly files: readonly ArchivedFile[];
  readonly problems: readonly Problem[];
  /** Unpacks a file of the archive. The stream fails if it has more or fewer bytes than the archive says. */
  stream(file: ArchivedFile): Promise<Readable>;
  close(): void;
}

/** More files than this are not looked at. */
const FILES_MAX = 50_000;

/**
 * Opens an archive, and reads its directory. What is wrong with it, or with the name of a file in it, is a problem in the
 * answer; a storage that does not answer is an error.
 * @param name of the archive in the storage.
 */
export async function openArchive(
  storage: Storage,
  { uploadId, fileName, name }: { uploadId: string; fileName: string; name: string },
): Promise<OpenArchive> {
  const info = await storage.find(name);
  const file = info && (await storage.open(info));
  if (!file) return nothing({ kind: 'archive-missing', name: fileName });
  const first = await firstBytes(file.chunks(0, Math.min(3, info.bytes - 1)), info.bytes);
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
    if (isOfStorage(error)) throw error;
    return nothing({ kind: 'broken-zip', name: fileName });
  }
  const { entries, problems } = await readDirectory(zip, fileName);
  const files = new Map<ArchivedFile, Entry>();
  for (const { path, entry } of entries) {
    const { uncompressedSize: bytes, compressedSize: packedBytes, crc32: crc } = entry;
    const isEncrypted = entry.isEncrypted();
    files.set({ uploadId, path, bytes, packedBytes, crc, isEncrypted, isReadable: entry.canDecodeFileData() }, entry);
  }
  return {
    files: [...files.keys()],
    problems,
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

/** An error that has nothing to do with the archive's content. */
function isOfStorage(error: unknown): boolean {
  return error instanceof Error && (error.name.startsWith('Storage') || error.name === 'FileGoneError');
}

async function readDirectory(
  zip: ZipFile,
  fileName: string,
): Promise<{ entries: { path: string; entry: Entry }[]; problems: Problem[] }> {
  const entries: { path: string; entry: Entry }[] = [];
  const problems: Problem[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      const path = pathOf(entry);
      if (path === null) problems.push({ kind: 'unsafe-name', name: printable(entry) });
      else if (!isIgnored(path)) entries.push({ path, entry });
      if (entries.length < FILES_MAX) return zip.readEntry();
      problems.push({ kind: 'too-many-files', name: fileName });
      resolve();
    });
    zip.on('end', resolve);
    zip.on('error', (error: Error) => {
      if (isOfStorage(error)) return reject(error);
      // What was listed before can be read all the same.
      problems.push({ kind: 'broken-zip', name: fileName });
      resolve();
    });
    zip.readEntry();
  });
  return { entries, problems };
}

/** Returns the name of an entry, or null if it leads out of the archive. */
function pathOf(entry: Entry): string | null {
  const name = nameOf(entry).replaceAll('\\', '/').replace(/^\.\//, '');
  return validateFileName(name) === null && !name.includes('\0') ? name.normalize('NFC') : null;
}

/** Many programs write UTF-8 and do not say so. */
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
