import type { PlaceInQueue } from '@/app/studio/_queries/place-in-queue';

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
const LEAVE = 'You can leave this page while it is processed.';

/** What a creator reads about the processing of a video: a label for the progress, and a sentence or two below. */
export interface QueueWords {
  readonly label: string;
  readonly text: string;
  /** Whether the work of others decides how long it takes. */
  readonly isWaiting: boolean;
}

/** Returns the words for a place in the queue. Pure. @param place null where nothing is known of it yet. */
export function queueWords(place: PlaceInQueue | null, isPlayable: boolean): QueueWords {
  if (place?.waitsFor) {
    return {
      label: 'Waiting for the file',
      text: 'The machines that process videos can’t reach the uploaded file at the moment. They will keep trying: you don’t need to do anything.',
      isWaiting: true,
    };
  }
  if (isPlayable) {
    const left = about(place?.endsIn ?? null);
    const more = 'It’s ready to watch. Higher qualities appear as they are finished';
    return {
      label: 'Adding more qualities',
      text: left === null ? `${more}.` : `${more}: ${left} for all of them.`,
      isWaiting: place === null || place.place > 0,
    };
  }
  if (place === null) return { label: 'Waiting to be processed', text: LEAVE, isWaiting: true };
  const playable = about(place.stepEndsIn);
  const until = playable === null ? '' : `It can be watched in ${playable}. `;
  if (place.place === 0) return { label: 'Processing', text: `${until}${LEAVE}`, isWaiting: false };
  return {
    label: place.place === 1 ? 'Next to be processed' : `${ordinal(place.place)} in line to be processed`,
    text: `${until}${LEAVE}`,
    isWaiting: true,
  };
}

/** 3 → "3rd". */
function ordinal(place: number): string {
  return `${place}${SUFFIXES[ordinals.select(place)] ?? 'th'}`;
}

/** 130 → "about 2 minutes". An estimate is not more exact than that. */
function about(seconds: number | null): string | null {
  if (seconds === null) return null;
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 1) return 'about a minute';
  if (minutes < 90) return `about ${minutes < 15 ? minutes : 5 * Math.round(minutes / 5)} minutes`;
  return `about ${Math.round(minutes / 60)} hours`;
}
