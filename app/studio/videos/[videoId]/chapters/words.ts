import { formatDuration } from '@/app/_lib/format/format';
import type { VideoChapters } from '@/app/_lib/media/chapters';
import { DESCRIBED_MIN, DESCRIBED_SECONDS_MIN, type DescribedChapters } from '@/text/chapter-lines';
import { CHAPTERS_MAX } from '@/text/chapters';

/** 1 → "1 chapter", 5 → "5 chapters". */
export function countChapters(count: number): string {
  return `${count} ${count === 1 ? 'chapter' : 'chapters'}`;
}

/** Says where the chapters of a video are from, and what changing them means. Pure. */
export function sourceSentence({ from, chapters }: VideoChapters): string {
  switch (from) {
    case 'edited':
      return chapters.length > 0
        ? 'You edited these chapters here.'
        : 'You removed all chapters here, so this video shows none.';
    case 'description':
      return 'These chapters are the times in the description, and follow it. Once you change them here, your list is shown instead.';
    case 'file':
      return 'These chapters came with the file. Once you change them here, your list is shown instead.';
    case null:
      return 'This video has no chapters yet. Play it, and add one where each part begins.';
  }
}

/** Says why the times in a description make no chapters. Null if there are no times. Pure. */
export function whyNotDescribed(described: DescribedChapters): string | null {
  if (!('reason' in described) || described.reason === 'no-times') return null;
  return `The description has lines that begin with a time, but they make no chapters: ${reasonOf(described)}`;
}

function reasonOf({ reason, wrong }: Extract<DescribedChapters, { reason: string }>): string {
  const time = wrong ? formatDuration(wrong.startSeconds) : '';
  switch (reason) {
    case 'too-few':
      return `there are fewer than ${DESCRIBED_MIN}.`;
    case 'too-many':
      return `there are more than ${CHAPTERS_MAX}.`;
    case 'not-at-start':
      return `the first is ${time} and not 0:00.`;
    case 'not-ascending':
      return `${time} doesn’t come after the time above it.`;
    case 'too-short':
      return `the one at ${time} is shorter than ${DESCRIBED_SECONDS_MIN} seconds.`;
    case 'after-end':
      return `${time} is after the end of the video.`;
    case 'no-title':
      return `${time} has no title.`;
    case 'no-times':
      return 'there are none.';
  }
}
