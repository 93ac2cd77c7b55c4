import { sentencesOf } from '@/app/_lib/commands/sentences-of';
import { TRACKS_MAX } from '@/text/captions/line';
import { languageName, type Language } from '@/text/languages';
import type { TranscriptionProblem, TranscriptionReason } from '@/workers/transcribing/contract';

/** The sentence for each rejection. A reason without one does not compile. */
const REJECTIONS: Record<TranscriptionReason | 'unavailable', string> = {
  'no-such-video': 'This video no longer exists.',
  'not-yours': 'This video belongs to someone else. Only they and their editors can request captions.',
  deleted: 'This video is in the trash. Restore it first.',
  'no-file': 'This video isn’t ready yet. Try again when it can be watched.',
  'in-progress': 'Captions are already being made.',
  'has-captions': 'This video already has captions in its language. Remove them first.',
  unavailable: 'The site can’t request captions right now. Nothing is lost. Try again in a moment.',
};

/** Returns the sentence for a rejection. */
export const requestSentence = sentencesOf(REJECTIONS);

/** Why no captions were made, what to do, and whether trying again can help. */
interface Failure {
  readonly text: string;
  readonly mayWorkAgain: boolean;
}

/** Returns the words for a failure. Pure. @param language that was spoken, if that is known. */
export function failureWords(problem: TranscriptionProblem | null, language: Language | null): Failure {
  switch (problem) {
    case 'no-sound':
      return { text: 'This video has no sound, so there is nothing to transcribe.', mayWorkAgain: false };
    case 'no-speech':
      return {
        text: 'No speech was found in this video. If there is any, set the language in the details, then try again.',
        mayWorkAgain: true,
      };
    case 'language':
      return {
        text: `${language ? languageName(language) : 'The language of this video'} isn’t a language that this site can transcribe. If the language in the details is wrong, correct it, then try again.`,
        mayWorkAgain: true,
      };
    case 'has-captions':
      return {
        text: `The video already has captions in ${language ? languageName(language) : 'the language that is spoken'}, or automatic ones were removed. Nothing was changed.`,
        mayWorkAgain: true,
      };
    default:
      return {
        text: 'Speech recognition failed on this video several times. You can add captions from a file, or write them by hand.',
        mayWorkAgain: true,
      };
  }
}

/**
 * Returns the sentence for captions that were made but are missing; null if the video has captions in their language.
 * Pure.
 * @param made the language in which captions were made; null if none were.
 * @param tracks those that are not removed.
 */
export function absentWords(made: Language | null, tracks: readonly { readonly language: string }[]): string | null {
  if (made === null || tracks.some(({ language }) => language === made)) return null;
  const name = languageName(made);
  return tracks.length >= TRACKS_MAX
    ? `Captions in ${name} were made, but there was no room for them: a video can have up to ${TRACKS_MAX} tracks of captions. Remove one, then try again.`
    : `Captions in ${name} were made, but they were removed, or the video had too many tracks. Look among the removed captions, or try again.`;
}
