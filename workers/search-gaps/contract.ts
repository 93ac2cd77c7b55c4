import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';
import { TYPED_MAX } from '@/text/typed-search';

/** So many searches for the same words are noted on a day. More make no difference. */
export const SEARCHES_PER_DAY = 1000;

const search = {
  /** As typed, tidied and in lower case. */
  words: z.string().min(1).max(TYPED_MAX),
  /** The day (UTC) of the search. */
  day: z.iso.date(),
  /**
   * Where somebody searched: a hash of the network and the words, with a salt that is thrown away at the end of the day.
   * Other searches and viewings have other ids.
   */
  searcherId: z.uuid(),
};
/** Made of the words and the day. */
const gap = { gapId: z.uuid(), ...search };
const transcriptSearch = {
  /** Made of the video, the words and the day. */
  searchId: z.uuid(),
  videoId: z.uuid(),
  ...search,
  /** The transcript has the words. */
  isFound: z.boolean(),
};

/**
 * Notes what people search for: on the site in vain, and in the transcript of a video. An entity is the words of a search on one day,
 * on the site or in a video.
 */
export const searchGaps = defineContract({
  category: 'searchGap',
  commands: {
    /** Somebody searched for these words, and no tutorial has all of them. */
    NoteSearchGap: messageType('NoteSearchGap', z.object(gap)),
    /** Somebody searched for these words in the transcript of a video. */
    NoteTranscriptSearch: messageType('NoteTranscriptSearch', z.object(transcriptSearch)),
  },
  events: {
    /** At most once a searcher. */
    SearchGapNoted: messageType('SearchGapNoted', z.object(gap)),
    /** At most once a searcher. */
    TranscriptSearchNoted: messageType('TranscriptSearchNoted', z.object(transcriptSearch)),
  },
});
