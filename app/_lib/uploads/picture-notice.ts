/** What a page says about the file of a picture that was just sent. */
const SENTENCES = {
  'too-large': 'That file is larger than 10 MB. Choose a smaller one, or save it as a JPEG first.',
  late: 'The file did not arrive in time. Try again, with a smaller file or a better connection.',
  'not-sent': 'The page was out of date, so nothing was changed. Choose the file again.',
  suspended: 'Your account is suspended, so nothing was changed.',
  'no-file': 'Choose a file first.',
  full: 'The site has no space left for files, so nothing was changed. Try again later.',
  unavailable: 'The site could not take the file just now. Try again in a moment.',
  'no-such-video': 'This video no longer exists, so nothing was changed.',
  'not-yours': 'This video belongs to someone else, so nothing was changed.',
  deleted: 'This video is in the trash. Restore it first, and choose the file again.',
  queued: 'Your file is stored, and waits because the site is busy. It appears here by itself.',
} as const;

export type PictureNotice = keyof typeof SENTENCES;

/** Returns the sentence of a notice in an address or an answer; null for anything else. */
export function sentenceOf(notice: unknown): string | null {
  return typeof notice === 'string' && Object.hasOwn(SENTENCES, notice) ? SENTENCES[notice as PictureNotice] : null;
}
