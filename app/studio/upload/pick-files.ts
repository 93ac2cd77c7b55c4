import { formatCount } from '@/app/_lib/format/format';
import { fileKind } from '@/workers/video-publishing/file-types';
import { checkFile } from './check-file';

/** A file that a person chose or dropped, with its path in the folder that they chose: `Knots/2 Bowline.mp4`. */
export interface PickedFile {
  file: File;
  path: string;
}

/** Files that systems put into folders. */
const HIDDEN = /^(\..*|thumbs\.db|desktop\.ini|__macosx)$/i;
/** So many files that were not taken are named, each with its reason. */
const NAMED = 3;

/** Returns the files of a file input: those chosen, or all in the chosen folder. */
export function chosenFiles(files: FileList | null): PickedFile[] {
  return [...(files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/**
 * Returns the files that were dropped, with all in dropped folders. Call it in the event itself, because what was
 * dropped is gone after it.
 */
export async function droppedFiles(data: DataTransfer): Promise<PickedFile[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null).filter((entry) => entry !== null);
  if (entries.length === 0) return chosenFiles(data.files);
  return (await Promise.all(entries.map((entry) => filesIn(entry)))).flat();
}

async function filesIn(entry: FileSystemEntry): Promise<PickedFile[]> {
  if (HIDDEN.test(entry.name)) return [];
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, path: entry.fullPath.replace(/^\//, '') }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    // A folder is read in parts, of a hundred entries in some browsers.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) break;
    found.push(...part);
  }
  return (await Promise.all(found.map((each) => filesIn(each)))).flat();
}

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Sorts files as people number lessons: '2 Bowline' before '10 Splice', folder by folder. */
export function inOrder(files: readonly PickedFile[]): PickedFile[] {
  return files.toSorted((one, other) => {
    const [ones, others] = [one.path.split('/'), other.path.split('/')];
    for (let index = 0; index < Math.min(ones.length, others.length); index += 1) {
      const order = names.compare(ones[index]!, others[index]!);
      if (order !== 0) return order;
    }
    return ones.length - others.length;
  });
}

/**
 * Returns the videos among the files, in order, and sentences about the others. A single file may be a video of an
 * unknown kind, which processing finds out; in a folder only known ones are taken, and the others are counted.
 */
export function pickVideos(files: readonly PickedFile[], maxBytes: number): { videos: File[]; refusals: string[] } {
  const videos: File[] = [];
  const refused: string[] = [];
  let others = 0;
  for (const { file, path } of inOrder(files)) {
    if (path.split('/').some((part) => HIDDEN.test(part))) continue;
    if (path.includes('/') && fileKind(file) !== 'video') {
      others += 1;
      continue;
    }
    const refusal = checkFile(file, maxBytes);
    if (refusal === null) videos.push(file);
    else refused.push(refusal);
  }
  const unnamed = refused.length - NAMED + others;
  const refusals = refused.slice(0, NAMED);
  if (refused.length > NAMED) refusals.push(`${formatCount(unnamed)} more files weren’t taken.`);
  else if (others === 1) refusals.push('One other file in the folder isn’t a video and was left out.');
  else if (others > 1)
    refusals.push(`${formatCount(others)} other files in the folder aren’t videos and were left out.`);
  if (videos.length === 0 && refusals.length === 0) refusals.push('There is no file in this folder.');
  return { videos, refusals };
}

/** The key under which a tab lists an upload: the video, if it is for one, and what identifies the file. */
export function fileKey({ name, size, lastModified }: File, videoId: string | null): string {
  return [videoId ?? 'new', name, size, lastModified].join('|');
}
