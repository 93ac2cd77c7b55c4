import { TRACKS_MAX } from '@/text/captions/line';
import { languageName, type Language } from '@/text/languages';
import type { TranscriptionProblem, TranscriptionReason } from '@/workers/transcribing/contract';

/** The sentence that a user reads, by the reason of a rejection. A reason without one does not compile. */
const REJECTIONS: Record<TranscriptionReason, string> = {
  'no-such-video': 'This video doesn’t exist any more.',
  'not-yours': 'This video belongs to someone else. Only they can ask for its captions.',
  deleted: 'This video is in the trash. Restore it first.',
  'no-file': 'This video isn’t processed yet. Try again when it can be watched.',
  'in-progress': 'Captions are being made already.',
  'has-captions': 'This video has captions in its language already. Remove them first.',
};

/** Returns the sentence for a rejection. It helps the user even if this page does not know the reason. */
export function requestSentence({ reason }: { reason: string }): string {
  if (Object.hasOwn(REJECTIONS, reason)) return REJECTIONS[reason as TranscriptionReason];
  return `This was refused (“${reason}”). Reload the page and try again.`;
}

/** Why no captions were made, in plain words, with what to do, and whether trying again can help. */
interface Failure {
  readonly text: string;
  readonly mayWorkAgain: boolean;
}

/** Returns the words for a failure. Pure. @param language that was spoken, if that is known. */
export function failureWords(problem: TranscriptionProblem | null, language: Language | null): Failure {
  switch (problem) {
    case 'no-sound':
      return { text: 'This video has no sound, so there is nothing to write down.', mayWorkAgain: false };
    case 'no-speech':
      return {
        text: 'No speech was found in this video. If somebody speaks in it, set its language in the details, then try again.',
        mayWorkAgain: true,
      };
    case 'language':
      return {
        text: `${language ? languageName(language) : 'The language of this video'} isn’t among those that this site can write down by itself. If the language in the details is wrong, correct it, then try again.`,
        mayWorkAgain: true,
      };
    case 'has-captions':
      return {
        text: `${language ? languageName(language) : 'The language'} is spoken, and you have captions in it, or have removed automatic ones. Nothing was changed.`,
        mayWorkAgain: true,
      };
    default:
      return {
        text: 'The program that writes down what is said failed on this video several times. Captions can be added from a file, or written by hand.',
        mayWorkAgain: true,
      };
  }
}

/**
 * Returns the sentence for captions that were made but that the video does not have; null if it has some in their
 * language. Pure.
 * @param made the language in which captions were made; null if none were.
 * @param tracks those that are not removed.
 */
export function absentWords(made: Language | null, tracks: readonly { readonly language: string }[]): string | null {
  if (made === null || tracks.some(({ language }) => language === made)) return null;
  const name = languageName(made);
  return tracks.length >= TRACKS_MAX
    ? `Captions in ${name} were made, but there was no room for them: a video can have up to ${TRACKS_MAX} tracks of captions. Remove one, then ask again.`
    : `Captions in ${name} were made, but this video doesn’t have them: they were removed, or it had too many tracks. Look among the removed ones, or ask again.`;
}
