import type { Storage } from '@/storage/storage';
import { uploadName } from '@/storage/uploads';
import { isDamage, openArchive, type ArchivedFile, type OpenArchive } from './archives/open-archive';
import { FILES_MAX, PROBLEMS_MAX, type Archive } from './contract';
import { findItems, shortened, type FoundItem, type FoundItems } from './find-items';
import { extensionOf, folderOf } from './formats/metadata';

/** The most bytes of a list of videos. A larger file is something else. */
const LIST_MAX = 20_000_000;
/** The most bytes of all lists together. */
const LISTS_MAX = 100_000_000;

/** Archives whose contents have been read. Close them. */
export interface Contents {
  readonly found: FoundItems;
  /** Returns an item by its id, in constant time; undefined if the archives do not have it. */
  item(itemId: string): FoundItem | undefined;
  /** Unpacks a file. */
  readonly unpack: OpenArchive['stream'];
  close(): void;
}

/** The archives of a person. */
export interface Archived {
  readonly userId: string;
  readonly archives: readonly Archive[];
}

/**
 * Opens archives and finds their videos.
 * @param signal stops the reading between two files.
 */
export async function openContents(
  storage: Storage,
  { userId, archives }: Archived,
  signal: AbortSignal,
): Promise<Contents> {
  const opened = new Map<string, OpenArchive>();
  const close = () => {
    for (const archive of opened.values()) archive.close();
  };
  try {
    let left = FILES_MAX;
    for (const { uploadId, fileName } of archives) {
      signal.throwIfAborted();
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const archive = await openArchive(storage, { uploadId, fileName, name: uploadName(uploadId) }, left);
      opened.set(uploadId, archive);
      left -= archive.entryCount;
    }
    const unpack: OpenArchive['stream'] = (file) => opened.get(file.uploadId)!.stream(file);
    const files = [...opened.values()].flatMap((each) => each.files);
    const texts = await readLists(files, unpack, signal);
    const found = findItems({ files, textOf: (file) => texts.get(file) ?? null }, userId);
    const byId = new Map(found.items.map((each) => [each.item.itemId, each]));
    const problems = [...[...opened.values()].flatMap((each) => each.problems), ...found.problems];
    return {
      found: { ...found, problems: problems.slice(0, PROBLEMS_MAX).map(shortened) },
      item: (itemId) => byId.get(itemId),
      unpack,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** Reads the files that may describe videos. One that cannot be unpacked counts as unreadable. */
async function readLists(
  files: readonly ArchivedFile[],
  unpack: OpenArchive['stream'],
  signal: AbortSignal,
): Promise<Map<ArchivedFile, Uint8Array>> {
  const texts = new Map<ArchivedFile, Uint8Array>();
  const folders = new Set(
    files.flatMap(({ path }) => (/^(csv|json)$/.test(extensionOf(path)) ? [] : [folderOf(path)])),
  );
  let left = LISTS_MAX;
  for (const file of files) {
    const isList = extensionOf(file.path) === 'csv' || /(^|\/)peertube\/videos\.json$/.test(file.path);
    const isBesideVideo = extensionOf(file.path) === 'json' && folders.has(folderOf(file.path));
    if (!(isList || isBesideVideo) || file.bytes > LIST_MAX || file.bytes > left || !file.isReadable) continue;
    signal.throwIfAborted();
    left -= file.bytes;
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const bytes = await readFile(file, unpack).catch(nullIfDamaged);
    if (bytes) texts.set(file, bytes);
  }
  return texts;
}

/** Unpacks a small file. */
export async function readFile(file: ArchivedFile, unpack: OpenArchive['stream']): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await unpack(file)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Returns null for damage to the archive, and rethrows any other error. */
export function nullIfDamaged(error: Error): null {
  if (isDamage(error)) return null;
  throw error;
}
