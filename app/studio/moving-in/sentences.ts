import { formatBytes } from '@/app/_lib/format/format';
import { ARCHIVES_MAX, FILES_MAX, ITEMS_MAX, ROWS_MAX } from '@/workers/moving-in/contract';
import type { Failure, MovingInReason, Notice, Problem, Refusal } from '@/workers/moving-in/contract';
import { UPLOAD_MAX } from '@/workers/video-publishing/contract';

/** What is wrong with an archive or a list in it, and what to do. The rest was read all the same. */
const PROBLEMS: Record<Problem['kind'], (name: string) => string> = {
  'archive-missing': (name) => `“${name}” is not on this site any more. Upload it again.`,
  'not-a-zip': (name) => `“${name}” is not a zip file. Pack the folder as .zip, or choose .zip in Google Takeout.`,
  'broken-zip': (name) => `“${name}” is damaged or not complete. Download or pack it again, and upload it again.`,
  'too-many-files': (name) =>
    `“${name}” was not read to its end: the archives have more than ${FILES_MAX.toLocaleString('en')} files. Bring one after the other.`,
  'too-many-videos': (count) =>
    `There are ${count} videos, and this page shows the first ${ITEMS_MAX.toLocaleString('en')}. Pack them in several archives, and bring one after the other.`,
  'unsafe-name': (name) => `The file “${name}” was left out: its name is too long or leads out of the archive.`,
  'unreadable-list': (name) => `“${name}” can’t be read, so its titles and descriptions are missing. Check the file.`,
  'no-file-column': (name) =>
    `“${name}” has no column called “file”, so its rows can’t be matched to videos. Name the column with the files’ names “file”.`,
  'no-title-column': (name) =>
    `The columns of “${name}” are in a language that this site can’t read. The videos come without their descriptions. Set your Google account to English and make the Takeout again.`,
  'long-list': (name) =>
    `“${name}” has more than ${ROWS_MAX.toLocaleString('en')} rows. The rest was left out. Split it, and bring one part after the other.`,
  'odd-encoding': (name) =>
    `“${name}” is not in UTF-8. It was read as Western European text: check letters with accents.`,
  'broken-row': (place) => `${place}, has more values than columns. Put texts with commas in quotes.`,
  'video-missing': (name) =>
    `“${name}” is listed, but its file is in none of the archives. If there are more parts, add them.`,
};

/** Returns the sentence for a problem. */
export function problemSentence({ kind, name }: Problem): string {
  return PROBLEMS[kind](name);
}

/** Why a video can't come. */
export const REFUSALS: Record<Refusal, string> = {
  empty: 'The file is empty.',
  'too-large': `The file is larger than ${formatBytes(UPLOAD_MAX)}.`,
  encrypted: 'The file is encrypted. Pack it again without a password.',
  'unknown-compression': 'The file is packed in a way that this site can’t read. Pack it again as an ordinary zip.',
  suspicious: 'The file is packed far too small for a video.',
  'same-file': 'The same file is here a second time.',
};

/** Why a video did not come. */
export const FAILURES: Record<Failure, string> = {
  'archive-missing': 'Its archive is not there any more. Upload it again.',
  changed: 'It is not in the archives any more.',
  damaged: 'The file is damaged in the archive. Pack it again, and upload the archive again.',
  quota: 'There is no room left in your quota. Delete what you don’t need, then choose it again.',
};

/** What a person may want to know of a video before it comes. */
export const NOTICES: Record<Notice, string> = {
  'no-metadata': 'Nothing describes it. It is named after its file.',
  'title-cut': 'Its title is too long and is shortened.',
  'description-cut': 'Its description is too long and is shortened.',
  'tags-cut': 'Some tags are left out: there are too many, or they are too long.',
  'unknown-language': 'Its language isn’t one that this site knows.',
  'unknown-category': 'Its category isn’t one of this site.',
  'unknown-licence': 'Its licence isn’t one of this site.',
  'unknown-date': 'Its date can’t be read. Write dates as 2024-05-03.',
  'chapters-left-out': 'Its chapters aren’t in order and are left out.',
  'captions-missing': 'Some of its captions aren’t in the archives.',
  'captions-language': 'It isn’t said in which language its captions are. They come as English.',
  'captions-unreadable': 'Some of its captions couldn’t be read.',
};

const REJECTIONS: Record<MovingInReason | 'unavailable', string> = {
  closed: 'Your account is being deleted.',
  'too-many-archives': `You can bring up to ${ARCHIVES_MAX} archives at a time.`,
  'not-read': 'The archives are still being read. Wait a moment.',
  'read-again': 'Another archive has come meanwhile. Look at the list as it is now, and choose again.',
  'nothing-chosen': 'Tick at least one video that hasn’t come yet.',
  'nothing-to-stop': 'Nothing is on its way any more.',
  unavailable: 'The site can’t do anything just now. Nothing is lost. Try again in a moment.',
};

/** Returns the sentence for a rejection. */
export function movingInSentence({ reason }: { reason: string }): string {
  if (Object.hasOwn(REJECTIONS, reason)) return REJECTIONS[reason as MovingInReason];
  return `This was refused (“${reason}”). Reload the page and try again.`;
}
