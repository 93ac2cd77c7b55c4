import { sentencesOf } from '@/app/_lib/commands/sentences-of';
import type { ImageProblem } from '@/workers/channel/contract';

/** The error of a field that was saved elsewhere since the form was shown. The next save replaces what is there. */
export const CHANGED_ELSEWHERE =
  'This was changed in another tab or on another device meanwhile. Save again to replace it with what you see here.';

const REJECTIONS: Record<string, string> = {
  'handle-taken': 'Somebody else has this handle. Choose another one.',
  'channel-closed': 'This account is deleted, so its page can’t be changed.',
  unavailable: 'The site can’t save anything just now. Nothing is lost. Try again in a moment.',
};

/** Returns the sentence for a rejection. */
export const channelSentence = sentencesOf(REJECTIONS);

/** Why a file did not become a picture, and what to do. */
export const IMAGE_PROBLEMS: Record<ImageProblem, string> = {
  'not-a-picture': 'That file could not be read as a picture. Choose a JPEG, PNG, WebP or GIF file.',
  'too-small': 'That picture is too small. A picture needs at least 96 × 96 pixels, a banner at least 640 × 100.',
  'too-large': 'That picture has too many pixels. Save it in a smaller size first.',
  'source-missing': 'The file was lost before it could be read. Choose it again.',
};
