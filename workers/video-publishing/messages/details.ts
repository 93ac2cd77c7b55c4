import { messageType } from '@message-db/client';
import { z } from 'zod';
import { maxUnits } from '@/text/characters';
import { LANGUAGES } from '@/text/languages';
import { rejectionFor, userId, videoId } from './common';

/** In characters (`countCharacters`). */
export const NAME_MAX = 120;
/** In characters (`countCharacters`). */
export const DESCRIPTION_MAX = 5_000;

/** What a creator writes about a video. */
export const details = {
  commands: {
    NameVideo: messageType('NameVideo', z.object({ videoId, userId, name: z.string().max(maxUnits(NAME_MAX)) })),
    DescribeVideo: messageType(
      'DescribeVideo',
      z.object({ videoId, userId, description: z.string().max(maxUnits(DESCRIPTION_MAX)) }),
    ),
    /** Set the language of the tutorial, by its tag. An empty tag removes it. */
    ChooseLanguage: messageType('ChooseLanguage', z.object({ videoId, userId, language: z.string().max(100) })),
  },
  events: {
    VideoNamed: messageType('VideoNamed', z.object({ videoId, name: z.string().min(1).max(maxUnits(NAME_MAX)) })),
    VideoDescribed: messageType(
      'VideoDescribed',
      z.object({ videoId, description: z.string().max(maxUnits(DESCRIPTION_MAX)) }),
    ),
    /** Null: the language was removed. */
    LanguageChosen: messageType('LanguageChosen', z.object({ videoId, language: z.enum(LANGUAGES).nullable() })),
    NamingRejected: rejectionFor('NamingRejected', ['empty', 'too-long']),
    DescribingRejected: rejectionFor('DescribingRejected', ['too-long']),
    LanguageRejected: rejectionFor('LanguageRejected', ['no-such-language']),
  },
};
