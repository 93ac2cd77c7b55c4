import type { CommandOf, NewEventOf } from '@message-db/client';
import { truncate } from '@/text/characters';
import { DEFAULT_LICENCE } from '@/text/licences';
import { NAME_MAX, videoPublishing } from './contract';

type Duplicate = Extract<CommandOf<typeof videoPublishing>, { type: 'DuplicateVideo' }>['data'];

const { events } = videoPublishing;

/**
 * Begins a video with the details of another: a draft, and an event for each detail that differs from a new video's.
 */
export function duplicateVideo(details: Duplicate): readonly NewEventOf<typeof videoPublishing>[] {
  const { videoId, ownerId, duplicateOf, description, tags, category, language, licence, duplicatedAt } = details;
  const change = { userId: ownerId, at: duplicatedAt };
  const name = truncate(`Copy of ${details.name}`, NAME_MAX);
  return [
    events.VideoDrafted({ videoId, ownerId, duplicateOf, name, draftedAt: duplicatedAt }),
    ...(description === '' ? [] : [events.VideoDescribed({ videoId, description, ...change })]),
    ...(tags.length === 0 ? [] : [events.TagsChosen({ videoId, tags, ...change })]),
    ...(category === null ? [] : [events.CategoryChosen({ videoId, category, ...change })]),
    ...(language === null ? [] : [events.LanguageChosen({ videoId, language, ...change })]),
    ...(licence === DEFAULT_LICENCE ? [] : [events.LicenceChosen({ videoId, licence, ...change })]),
  ];
}
