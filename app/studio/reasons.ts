import { DESCRIPTION_MAX, NAME_MAX, type FailureReason } from '@/workers/video-publishing/contract';

/** What a person reads where a command of theirs was refused, by reason, for the reasons of video-publishing. */
const REJECTIONS: Record<string, string> = {
  'no-such-video': 'This video does not exist. Perhaps its upload never finished.',
  'not-yours': 'This video belongs to somebody else, so only they can change it.',
  'in-progress': 'This video is being processed already. Wait until that is done.',
  'nothing-to-retry': 'There is nothing to try again: the processing of this video has not failed.',
  failed: 'This video cannot be published, because its file could not be processed. Try again, or upload another file.',
  published: 'This video is published already, so there is nothing to schedule.',
  'not-text': 'There are characters in it that cannot be saved. Type it again instead of pasting it.',
  unavailable: 'The site cannot save anything just now. Nothing is lost: try again in a moment.',
};

/** The same for reasons that are about a field, by field and reason. */
const FIELD_REJECTIONS: Record<string, string> = {
  'name/empty': 'Give the video a name.',
  'name/too-long': `A name has at most ${NAME_MAX} characters. Shorten it a little.`,
  'description/too-long': `A description has at most ${DESCRIPTION_MAX.toLocaleString('en')} characters. Shorten it a little.`,
  'publishAt/not-a-time': 'Choose a day and a time.',
  'publishAt/past': 'That time has passed. Choose a later one.',
};

/** A sentence for the reason of a rejection; one that a person can act upon also where the reason is new to us. */
export function rejectionSentence({ reason, field }: { reason: string; field?: string }): string {
  return (
    FIELD_REJECTIONS[`${field}/${reason}`] ??
    REJECTIONS[reason] ??
    `This was refused, and the reason given is “${reason}”. Reload the page and try again.`
  );
}

/** What to tell of a file that cannot become a video. */
export interface FailureExplanation {
  /** What is wrong, in a sentence. */
  problem: string;
  /** What to do about it, in a sentence. */
  advice: string;
  /** Whether the same file may do better at a second try. */
  mayWorkAgain: boolean;
}

const FAILURES: Record<FailureReason, FailureExplanation> = {
  empty: {
    problem: 'The file is empty.',
    advice: 'Export the video again and upload the new file.',
    mayWorkAgain: false,
  },
  'not-a-video': {
    problem: 'The file is not a video.',
    advice: 'Upload a video file, such as MP4, MOV, MKV or WebM.',
    mayWorkAgain: false,
  },
  'cut-off': {
    problem: 'The file ends too early: a part of it is missing.',
    advice: 'It was probably cut off when it was recorded or copied. Export or copy it again and upload that.',
    mayWorkAgain: false,
  },
  'no-video-track': {
    problem: 'The file has sound but no picture.',
    advice: 'Upload a file with a video track.',
    mayWorkAgain: false,
  },
  'unsupported-codec': {
    problem: 'The file is in a format that this site cannot read.',
    advice: 'Export it as H.264 (MP4), which every editor and phone can write, and upload that.',
    mayWorkAgain: false,
  },
  'too-long-to-process': {
    problem: 'Processing took longer than this site allows, and was stopped.',
    advice: 'Try again when the site is less busy, or upload a shorter or smaller version.',
    mayWorkAgain: true,
  },
  'source-missing': {
    problem: 'The uploaded file is no longer on the server.',
    advice: 'Upload it again.',
    mayWorkAgain: false,
  },
};

/** What to tell of a failure. A reason from a newer component than this page knows gets general advice. */
export function explainFailure(reason: string | null): FailureExplanation {
  const known = reason !== null && Object.hasOwn(FAILURES, reason) ? FAILURES[reason as FailureReason] : undefined;
  return (
    known ?? {
      problem: 'The file could not be made into a video.',
      advice: 'Try again, or upload another file.',
      mayWorkAgain: true,
    }
  );
}
