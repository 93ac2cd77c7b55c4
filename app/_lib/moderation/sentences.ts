import { sentencesOf } from '@/app/_lib/commands/sentences-of';
import { APPEAL_DAYS, MODERATION_WORDS_MAX, type ModerationReason } from '@/workers/moderation/contract';

/** The sentence for a rejection, by reason. A reason without a sentence does not compile. */
const REJECTIONS: Record<ModerationReason | 'unavailable', string> = {
  'own-work': 'This is yours, so somebody else has to do it.',
  'already-reported': 'You have reported this already. A moderator will look at it.',
  'already-decided': 'A moderator has already acted on this, so there is nothing to report.',
  gone: 'This was deleted by its owner, so there is nothing to decide.',
  'reported-enough': 'Many people have reported this already. A moderator will look at it.',
  'already-restricted': 'Another moderator was faster. Load the page again to see what they decided.',
  'no-open-reports': 'Another moderator was faster, and no report is open. Load the page again.',
  'new-reports': 'Somebody reported this after you opened the page. Load it again, and look at the new report.',
  'not-restricted': 'This decision does not hold any more. Load the page again.',
  'already-appealed': 'A moderator has looked at this again already, and decided.',
  'too-late': `You could appeal within ${APPEAL_DAYS} days.`,
  'no-open-appeal': 'There is no open appeal: another moderator may have decided. Load the page again.',
  'not-yours': 'This is not yours, so you can’t appeal.',
  unavailable: 'The site can’t save anything just now. Nothing is lost. Try again in a moment.',
};

/** Returns the sentence for a rejection of a command of moderation. */
export const moderationSentence = sentencesOf(REJECTIONS);

/** The sentence for words that are too long. */
export const TOO_LONG = `Write up to ${MODERATION_WORDS_MAX.toLocaleString('en')} characters.`;
