import { sentencesOf } from '@/app/_lib/commands/sentences-of';
import { formatAlternatives } from '@/app/_lib/format/format';
import { CHAPTER_TITLE_MAX, CHAPTERS_MAX } from '@/text/chapters';
import { TAG_MAX, TAGS_MAX } from '@/text/tags';
import {
  DESCRIPTION_MAX,
  NAME_MAX,
  type FailureReason,
  type ReasonOf,
  type Rejected,
} from '@/workers/video-publishing/contract';
import { WELL_KNOWN_FORMATS } from '@/workers/video-publishing/file-types';

/** The reasons of rejections, and those that the application adds if it does not send a command. */
type Reason = ReasonOf<Rejected> | 'unavailable' | 'not-text' | 'not-a-time';
/** The reasons for a field of a form: the field's name, then the reason. */
type FieldReason =
  | 'name/empty'
  | 'name/too-long'
  | 'description/too-long'
  | 'tags/too-many'
  | 'tags/too-long'
  | 'category/no-such-category'
  | 'language/no-such-language'
  | 'licence/no-such-licence'
  | 'chapters/empty'
  | 'chapters/too-long'
  | 'chapters/too-many'
  | 'chapters/not-ascending'
  | 'chapters/after-end'
  | 'visibility/failed'
  | 'visibility/taken-down'
  | 'visibility/not-chosen'
  | 'publishAt/no-time'
  | 'publishAt/not-a-time'
  | 'publishAt/past'
  | 'publishAt/too-far';
/** Reasons that are always for a field. */
type OfFieldsAlone =
  | 'empty'
  | 'too-long'
  | 'too-many'
  | 'no-such-language'
  | 'no-such-category'
  | 'no-such-licence'
  | 'no-time'
  | 'past'
  | 'too-far'
  | 'not-ascending'
  | 'after-end'
  | 'not-a-time';

/**
 * The sentence that a user reads when their command was rejected, by reason. A reason without a sentence does not
 * compile.
 */
const REJECTIONS: Record<Exclude<Reason, OfFieldsAlone>, string> = {
  'no-such-video': 'This video doesn’t exist. Its upload may never have finished.',
  'not-yours': 'This video belongs to someone else. Only they and their editors can change it.',
  'owner-only': 'Only the owner of this video can do that. Ask them.',
  deleted: 'This video is in the trash. Restore it first.',
  'not-in-trash': 'This video is no longer in the trash, so it can’t be deleted for ever.',
  'in-progress': 'This video is already being processed. Wait until that is done.',
  'nothing-to-retry': 'There is nothing to try again, because processing this video hasn’t failed.',
  failed: 'This video can’t be published, because its file couldn’t be processed. Try again, or upload another file.',
  'taken-down': 'A moderator took this video down, so it can’t be published. Its owner can appeal.',
  published: 'This video is already published, so there is nothing to schedule.',
  'not-text': 'Some of these characters can’t be saved. Type the text instead of pasting it.',
  'other-file': 'The file of this video was replaced meanwhile. Choose a picture of the new one.',
  unavailable: 'The site can’t save anything just now. Nothing is lost. Try again in a moment.',
};

/** The same for reasons for a field. */
const FIELD_REJECTIONS: Record<FieldReason, string> = {
  'name/empty': 'Give the video a name.',
  'name/too-long': `A name can have up to ${NAME_MAX} characters. Shorten it a little.`,
  'description/too-long': `A description can have up to ${DESCRIPTION_MAX.toLocaleString('en')} characters. Shorten it a little.`,
  'tags/too-many': `A video can have up to ${TAGS_MAX} tags. Remove a few.`,
  'tags/too-long': `A tag can have up to ${TAG_MAX} characters. Shorten the longest, or put commas between tags.`,
  'category/no-such-category': 'Choose a category from the list.',
  'language/no-such-language': 'Choose a language from the list.',
  'licence/no-such-licence': 'Choose a licence from the list.',
  'chapters/empty': 'Give each chapter a title.',
  'chapters/too-long': `The title of a chapter can have up to ${CHAPTER_TITLE_MAX} characters. Shorten the longest.`,
  'chapters/too-many': `A video can have up to ${CHAPTERS_MAX} chapters. Remove a few.`,
  'chapters/not-ascending': 'Each chapter begins later than the one before it. Change the times that don’t.',
  'chapters/after-end': 'A chapter begins after the end of the video. Change its time, or remove it.',
  'visibility/failed':
    'Others can’t watch this video, because its file couldn’t be processed. Try again, or upload another file.',
  'visibility/taken-down': 'A moderator took this video down, so it can’t be published. Its owner can appeal.',
  'visibility/not-chosen': 'Choose who can watch this video.',
  'publishAt/no-time': 'Choose a day and a time.',
  'publishAt/not-a-time': 'Choose a day and a time.',
  'publishAt/past': 'That time has passed. Choose a later one.',
  'publishAt/too-far': 'That is more than a year from now. Choose an earlier time.',
};

/** Returns the sentence for a rejection. */
export const rejectionSentence = sentencesOf(REJECTIONS, FIELD_REJECTIONS);

/** Explains why a file cannot become a video. */
export interface FailureExplanation {
  /** What is wrong, in a sentence. */
  error: string;
  /** What to do about it, in a sentence. */
  advice: string;
  /** True if the same file may succeed at a second try. */
  mayWorkAgain: boolean;
}

const FAILURES: Record<FailureReason, FailureExplanation> = {
  empty: {
    error: 'The file is empty.',
    advice: 'Export the video again and upload the new file.',
    mayWorkAgain: false,
  },
  'not-a-video': {
    error: 'The file is not a video.',
    advice: `Upload a video file, such as ${formatAlternatives(WELL_KNOWN_FORMATS)}.`,
    mayWorkAgain: false,
  },
  gif: {
    error: 'This is a GIF, which is a picture and not a video.',
    advice: 'Export it as a video, such as MP4, and upload that.',
    mayWorkAgain: false,
  },
  encrypted: {
    error: 'This file is encrypted (DRM), so this site cannot play it.',
    advice: 'Upload a version without copy protection.',
    mayWorkAgain: false,
  },
  'cut-off': {
    error: 'The file ends too early: part of it is missing.',
    advice: 'It was probably cut off while it was recorded or copied. Export or copy it again, then upload it.',
    mayWorkAgain: false,
  },
  'no-video-track': {
    error: 'The file has sound but no picture.',
    advice: 'Upload a file with a video track.',
    mayWorkAgain: false,
  },
  'unsupported-codec': {
    error: 'The file is in a format that this site cannot read.',
    advice: 'Export it as MP4 (H.264), which every editor and phone can do, then upload it.',
    mayWorkAgain: false,
  },
  'too-long-to-process': {
    error: 'Processing took longer than this site allows and was stopped.',
    advice: 'Try again when the site is less busy, or upload a shorter or smaller version.',
    mayWorkAgain: true,
  },
  'source-missing': {
    error: 'The uploaded file is no longer on the server.',
    advice: 'Upload it again.',
    mayWorkAgain: false,
  },
};

/** Explains a failure. A reason that this page does not know, from a newer component, gets general advice. */
export function explainFailure(reason: string | null): FailureExplanation {
  const known = reason !== null && Object.hasOwn(FAILURES, reason) ? FAILURES[reason as FailureReason] : undefined;
  return (
    known ?? {
      error: 'The file couldn’t be made into a video.',
      advice: 'Try again, or upload another file.',
      mayWorkAgain: true,
    }
  );
}
