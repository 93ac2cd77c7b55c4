import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';

/** The most characters of the words of a search, in UTF-16 units. */
export const GAP_WORDS_MAX = 100;

/** From so many networks the same words are noted on a day. More make no difference. */
export const NETWORKS_PER_DAY = 1000;

const gap = {
  /** Made of the words and the day. */
  gapId: z.uuid(),
  /** As typed, tidied and in lower case. */
  words: z.string().min(1).max(GAP_WORDS_MAX),
  /** The day (UTC) of the search. */
  day: z.iso.date(),
  /** Where somebody searched: a hash with a salt that is thrown away at the end of the day. */
  networkId: z.uuid(),
  at: z.iso.datetime(),
};

/** Notes what people search for and do not find. An entity is the words of a search on one day. */
export const searchGaps = defineContract({
  category: 'searchGap',
  commands: {
    /** Somebody searched for these words, and no tutorial has them. */
    NoteSearchGap: messageType('NoteSearchGap', z.object(gap)),
  },
  events: {
    /** At most once a network. */
    SearchGapNoted: messageType('SearchGapNoted', z.object(gap)),
  },
});
