import { messageType } from '@message-db/client';
import { z } from 'zod';
import { CHAPTERS_MAX } from '@/text/chapters';
import { maxUnits } from '@/text/characters';
import { CATEGORIES } from '@/text/categories';
import { LANGUAGES } from '@/text/languages';
import { LICENCES } from '@/text/licences';
import { TAG_MAX, TAGS_MAX } from '@/text/tags';
import { change, chapter, COMMON_REASONS, rejectionFor, time, userId, videoId } from './common';
import { VISIBILITIES } from './publication';

/** In characters (`countCharacters`). */
export const NAME_MAX = 120;
/** In characters (`countCharacters`). */
export const DESCRIPTION_MAX = 5_000;

const name = z.string().max(maxUnits(NAME_MAX));
const description = z.string().max(maxUnits(DESCRIPTION_MAX));
const tag = z.string().max(maxUnits(TAG_MAX));

/** The reasons why one field of an edit can be rejected. */
const FIELD_REASONS = [
  ...['empty', 'too-long', 'too-many', 'no-such-language', 'no-such-category', 'no-such-licence'],
  ...['failed', 'taken-down', 'no-time', 'past', 'too-far'],
  ...['not-ascending', 'after-end'],
] as const;
const reason = z.enum([...COMMON_REASONS, ...FIELD_REASONS]);

/** What a creator says about a video, and who can watch it. */
export const details = {
  commands: {
    /**
     * Change the fields that are present, all or none of them. An empty text removes a category or a language.
     * `publishAt` belongs to the visibility `scheduled`. `chapters: null` ends the edited ones: those of the description
     * or of the file count again.
     */
    EditDetails: messageType(
      'EditDetails',
      z.object({
        videoId,
        userId,
        name: name.optional(),
        description: description.optional(),
        tags: z.array(tag).max(100).optional(),
        category: z.string().max(100).optional(),
        language: z.string().max(100).optional(),
        licence: z.string().max(100).optional(),
        chapters: z
          .array(chapter)
          .max(CHAPTERS_MAX * 2)
          .nullable()
          .optional(),
        visibility: z.enum(VISIBILITIES).optional(),
        publishAt: time.optional(),
      }),
    ),
  },
  events: {
    VideoNamed: messageType('VideoNamed', z.object({ videoId, name: name.min(1), ...change })),
    /** In Markdown. Older ones were written as plain text. */
    VideoDescribed: messageType('VideoDescribed', z.object({ videoId, description, ...change })),
    TagsChosen: messageType('TagsChosen', z.object({ videoId, tags: z.array(tag).max(TAGS_MAX), ...change })),
    /** Null: the category was removed. */
    CategoryChosen: messageType(
      'CategoryChosen',
      z.object({ videoId, category: z.enum(CATEGORIES).nullable(), ...change }),
    ),
    /** Null: the language was removed. */
    LanguageChosen: messageType(
      'LanguageChosen',
      z.object({ videoId, language: z.enum(LANGUAGES).nullable(), ...change }),
    ),
    /** In order. Null: there are no edited chapters any more. Empty: the video has none, whatever else says. */
    ChaptersEdited: messageType(
      'ChaptersEdited',
      z.object({ videoId, chapters: z.array(chapter).max(CHAPTERS_MAX).nullable(), ...change }),
    ),
    LicenceChosen: messageType('LicenceChosen', z.object({ videoId, licence: z.enum(LICENCES), ...change })),
    /** Nothing was changed. `more` has the other wrong fields. */
    EditRejected: messageType(
      'EditRejected',
      z.object({
        reason,
        field: z.string().optional(),
        more: z.array(z.object({ reason, field: z.string() })).optional(),
        videoId,
      }),
    ),
    // Of commands for a single field, which no longer exist.
    NamingRejected: rejectionFor('NamingRejected', ['empty', 'too-long']),
    DescribingRejected: rejectionFor('DescribingRejected', ['too-long']),
    LanguageRejected: rejectionFor('LanguageRejected', ['no-such-language']),
  },
};
