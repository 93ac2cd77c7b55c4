import { tidyName } from '@/text/tidy';
import type { ArchivedFile } from '../archives/open-archive';
import { PROBLEMS_MAX, type Problem } from '../contract';

/** A file of captions of a video. */
export interface ToldCaptions {
  readonly file: ArchivedFile;
  /** A language tag as somebody wrote it; null if nobody has. */
  readonly language: string | null;
}

/** What an archive tells about one of its videos, as it is written there. */
export interface Told {
  readonly file: ArchivedFile;
  /** The name of the video where it comes from, with the name of that place; null if it has none. */
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
  readonly captions: readonly ToldCaptions[];
  /** Captions that are named, and are in no archive. */
  readonly missesCaptions: boolean;
}

/** What a format finds in the archives. */
export interface Findings {
  readonly told: readonly Told[];
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

/** Adds a problem, if there are not too many already to show. */
export function addProblem(problems: Problem[], problem: Problem): void {
  if (problems.length < PROBLEMS_MAX) problems.push(problem);
}

export const NOTHING_TOLD = {
  ...{ origin: null, title: null, description: null, tags: [], language: null, category: null, licence: null },
  ...{ published: null, chapters: [], captions: [], missesCaptions: false },
} satisfies Omit<Told, 'file'>;

/** The files of all archives, and the contents of the texts among them. */
export interface Contents {
  readonly files: readonly ArchivedFile[];
  /** The content of a list of videos, or null if the file is none, or too large to be one. */
  textOf(file: ArchivedFile): Uint8Array | null;
}

/**
 * Returns a function that finds a file by its path beside a list: in the list's own archive, else in another one, such as
 * another part of it. Upper and lower case are the same, as on most disks.
 */
export function filesByPath(files: readonly ArchivedFile[]) {
  const byPath = new Map<string, ArchivedFile[]>();
  for (const file of files) {
    const key = file.path.toLowerCase();
    // One of each archive is enough.
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

/** Joins a path to a folder, and follows `..`. Null if it leads out of the archive. */
export function resolvePath(folder: string, path: string): string | null {
  const parts: string[] = folder === '' ? [] : folder.split('/');
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/').normalize('NFC');
}
