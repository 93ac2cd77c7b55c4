import { tidyName } from '@/text/tidy';
import type { ArchivedFile } from '../archives/open-archive';
import { PROBLEMS_MAX, type Problem } from '../contract';

/** A file of captions of a video. */
export interface CaptionFile {
  readonly file: ArchivedFile;
  /** A language tag, as the archive has it; null if it has none. */
  readonly language: string | null;
}

/** What an archive says about one of its videos, as written there. */
export interface SourceMetadata {
  readonly file: ArchivedFile;
  /** The id of the video on the site it comes from, after the name of that site; null if it has none. */
  readonly origin: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly language: string | null;
  readonly category: string | null;
  readonly licence: string | null;
  /** A date, or a date and time. */
  readonly published: string | null;
  readonly chapters: readonly { startSeconds: number; title: string }[];
  readonly captions: readonly CaptionFile[];
  /** Whether captions are named that are not in any archive. */
  readonly missesCaptions: boolean;
}

/** What the reader of a format finds in the archives. */
export interface Findings {
  readonly videos: readonly SourceMetadata[];
  readonly problems: readonly Problem[];
}

/** Returns the beginning or the end of a text, in a form that a message can hold: without NUL and half characters. */
export function storable(text: string, start: number, end?: number): string {
  // The second time it only loses the half of a character that was cut.
  return tidyName(tidyName(text).slice(start, end));
}

/** Adds a value to the list of a key. */
export function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Adds a problem, up to the number that a scan reports. */
export function addProblem(problems: Problem[], problem: Problem): void {
  if (problems.length < PROBLEMS_MAX) problems.push(problem);
}

/** The metadata of a video about which an archive says nothing. */
export const NO_METADATA = {
  ...{ origin: null, title: null, description: null, tags: [], language: null, category: null, licence: null },
  ...{ published: null, chapters: [], captions: [], missesCaptions: false },
} satisfies Omit<SourceMetadata, 'file'>;

/** The files of all archives, with the content of the lists among them. */
export interface Contents {
  readonly files: readonly ArchivedFile[];
  /** The content of a list of videos; null if the file is not a list, or too large for one. */
  textOf(file: ArchivedFile): Uint8Array | null;
}

/**
 * Returns a function that finds a file by its path relative to a list: in the list's own archive, else in another one,
 * such as another part of a Takeout. It ignores case, as most disks do.
 */
export function filesByPath(files: readonly ArchivedFile[]) {
  const byPath = new Map<string, ArchivedFile[]>();
  for (const file of files) {
    const key = file.path.toLowerCase();
    // One from each archive is enough.
    if (!byPath.get(key)?.some(({ uploadId }) => uploadId === file.uploadId)) append(byPath, key, file);
  }
  return (list: ArchivedFile, path: string): ArchivedFile | undefined => {
    const found = byPath.get(resolvePath(folderOf(list.path), path)?.toLowerCase() ?? '') ?? [];
    return found.find(({ uploadId }) => uploadId === list.uploadId) ?? found[0];
  };
}

/** `a/b/Clip.MP4` → `a/b`. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** `a/b/Clip.MP4` → `Clip.MP4`. */
export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `a/b/Clip.MP4` → `Clip`. */
export function stemOf(path: string): string {
  return baseOf(path).replace(/\.[^.]*$/, '');
}

/** `a/b/Clip.MP4` → `mp4`. */
export function extensionOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** Joins a path to a folder, and resolves `..`. Null if it leads out of the archive. */
function resolvePath(folder: string, path: string): string | null {
  const parts: string[] = folder === '' ? [] : folder.split('/');
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/').normalize('NFC');
}

/** Returns the content of a JSON file, or undefined if it cannot be parsed. */
export function parseJson(bytes: Uint8Array | null): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes ?? undefined));
  } catch {
    return undefined;
  }
}
