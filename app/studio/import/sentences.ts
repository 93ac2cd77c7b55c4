import { sentencesOf } from '@/app/_lib/commands/sentences-of';
import { formatBytes, formatCount } from '@/app/_lib/format/format';
import { ARCHIVES_MAX, FILES_MAX, ITEMS_MAX, ROWS_MAX } from '@/workers/importing/contract';
import type { Failure, ImportReason, Notice, Problem, Refusal } from '@/workers/importing/contract';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';

/** What is wrong with an archive or a list in it, and what to do. The rest was still read. */
const PROBLEMS: Record<Problem['kind'], (name: string) => string> = {
  'archive-missing': (name) => `“${name}” is no longer on this site. Upload it again.`,
  'not-a-zip': (name) => `“${name}” is not a zip file. Zip the folder, or choose .zip in Google Takeout.`,
  'broken-zip': (name) => `“${name}” is damaged or incomplete. Download or zip it again, then upload it again.`,
  'too-many-files': (name) =>
    `Only part of “${name}” was read, because the archives contain more than ${FILES_MAX.toLocaleString('en')} files. Import one archive at a time.`,
  'too-many-videos': (count) =>
    `There are ${count} videos, and this page shows the first ${ITEMS_MAX.toLocaleString('en')}. Split them into several archives, and import one at a time.`,
  'unsafe-name': (name) => `The file “${name}” was left out: its name is too long or points outside the archive.`,
  'unreadable-list': (name) =>
    `“${name}” couldn’t be read, so its titles and descriptions are missing. Check the file.`,
  'no-file-column': (name) =>
    `“${name}” has no column named “file”, so its rows can’t be matched to videos. Use that name for the column with the file names.`,
  'no-title-column': (name) =>
    `The columns of “${name}” are in a language that this site doesn’t know, so titles and descriptions are missing. Set your Google account to English, and create the Takeout again.`,
  'long-list': (name) =>
    `“${name}” has more than ${ROWS_MAX.toLocaleString('en')} rows. The rest was left out. Split the list, and import one part at a time.`,
  'odd-encoding': (name) => `“${name}” is not in UTF-8. It was read as Western European text: check accented letters.`,
  'broken-row': (row) => `${row}, has more values than columns. Put text that contains commas in quotes.`,
  'video-missing': (name) =>
    `“${name}” is listed, but its file isn’t in any of the archives. If there are more parts, add them.`,
  'listed-twice': (name) =>
    `“${name}” is listed more than once. It is one video, with the title and description of the first row.`,
};

/** Returns the sentence for a problem. */
export function problemSentence({ kind, name }: Problem): string {
  return PROBLEMS[kind](name);
}

/** Says that there is no video in any of these archives. */
export function nothingFoundSentence(fileNames: readonly string[]): string {
  const names = new Intl.ListFormat('en', { type: 'disjunction' }).format(fileNames.map((name) => `“${name}”`));
  return `No videos were found in ${names}.`;
}

/** Returns “One video in your archive”, by the numbers of both. */
export function videosInArchives(videos: number, archives: number): string {
  return `${videos === 1 ? 'One video' : `${formatCount(videos)} videos`} in your ${archives === 1 ? 'archive' : 'archives'}`;
}

/** Says that there is nothing left to import. */
export function nothingNewSentence(archives: number): string {
  return archives === 1
    ? 'Already imported: nothing in this archive is new. Add another, or delete it.'
    : 'Already imported: nothing in these archives is new. Add others, or delete these.';
}

/** Returns how far an import is: “3 of 12 videos imported”. */
export function progressLabel(imported: number, waiting: number): string {
  const all = imported + waiting;
  return `${formatCount(imported)} of ${all === 1 ? 'one video' : `${formatCount(all)} videos`} imported`;
}

/**
 * Says how many videos of the archives that are here were imported, in words that go on with “a draft” or “drafts”, which
 * are a link; null for none.
 */
export function importedWords(imported: number, archives: number): string | null {
  if (imported === 0) return null;
  const from = archives === 1 ? 'this archive' : 'these archives';
  return imported === 1
    ? `One video from ${from} was imported as`
    : `${formatCount(imported)} videos from ${from} were imported as`;
}

/** Says that some videos could not be imported. */
export function failedSentence(failed: number): string {
  return `${failed === 1 ? 'One video' : `${formatCount(failed)} videos`} couldn’t be imported: the list says why.`;
}

/** Why a video can’t be imported. */
export const REFUSALS: Record<Refusal, string> = {
  empty: 'The file is empty.',
  'too-large': `The file is larger than ${formatBytes(UPLOAD_MAX)}.`,
  encrypted: 'The file is encrypted. Zip it again without a password.',
  'unknown-compression':
    'The file is compressed in a way that this site can’t read. Zip it again with standard compression.',
  suspicious: 'The file is compressed far more than a video can be.',
  'same-file': 'This file is in your archives more than once. It is imported once.',
  'same-video': 'Another file of the same video is in your archives. The video is imported once.',
};

/** Refusals of what is imported all the same, by another file. */
export const DUPLICATES: ReadonlySet<Refusal> = new Set(['same-file', 'same-video']);

/** The same, once the other file is imported. */
export const IMPORTED_TWICE: Partial<Record<Refusal, string>> = {
  'same-file': 'This file is in your archives more than once. It was imported once.',
  'same-video': 'Another file of the same video is in your archives. The video was imported once.',
};

/** Why the import of a video failed. */
export const FAILURES: Record<Failure, string> = {
  'archive-missing': 'Its archive is no longer on this site. Upload it again.',
  changed: 'It is no longer in the archives.',
  damaged: 'The file is damaged in the archive. Create the archive again, and upload it.',
  quota: 'Your storage quota has no room for it. Delete what you don’t need, then select it again.',
  'not-storable': 'This site can’t store its details. Upload the video by itself.',
};

/** What a person may want to know about a video before its import. */
export const NOTICES: Record<Notice, string> = {
  'no-metadata': 'No title or description was found. It is named after its file.',
  'title-cut': 'Its title is too long, so it is shortened.',
  'description-cut': 'Its description is too long, so it is shortened.',
  'tags-cut': 'Some tags are left out: there are too many, or they are too long.',
  'unknown-language': 'Its language isn’t available on this site.',
  'unknown-category': 'Its category isn’t available on this site.',
  'unknown-licence': 'Its licence isn’t available on this site.',
  'unknown-date': 'Its date couldn’t be read. Write dates as 2024-05-03.',
  'chapters-left-out': 'Its chapters can’t be used, so they are left out.',
  'captions-missing': 'Some of its captions aren’t in the archives.',
  'captions-language': 'The language of its captions isn’t known, so they are imported as English.',
  'captions-unreadable': 'Some of its captions couldn’t be read.',
};

const REJECTIONS: Record<ImportReason | 'unavailable', string> = {
  closed: 'Your account is being deleted.',
  'too-many-archives': `You can have up to ${ARCHIVES_MAX} archives here at a time. Import their videos and delete them first.`,
  'not-scanned': 'The site is still looking through your archives. Try again in a moment.',
  'scanned-again': 'Another archive was added meanwhile. Check the updated list, and select again.',
  'nothing-chosen': 'Select at least one video that isn’t imported yet.',
  'nothing-to-stop': 'No import is in progress.',
  unavailable: 'The site can’t import anything right now. Nothing is lost. Try again in a moment.',
};

/** Returns the sentence for a rejection. */
export const importSentence = sentencesOf(REJECTIONS);
