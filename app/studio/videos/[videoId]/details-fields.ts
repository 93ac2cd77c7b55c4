import { joinTags } from '@/text/tags';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';

/** The fields of the form of a video's details, in its order, each with a text. */
export const DETAIL_FIELDS = [
  'name',
  'description',
  'tags',
  'category',
  'language',
  'licence',
  'visibility',
  'publishAt',
] as const;
export type DetailField = (typeof DETAIL_FIELDS)[number];
/** `publishAt` is an instant in ISO 8601, or empty. */
export type DetailTexts = Readonly<Record<DetailField, string>>;

type Detailed = Pick<
  CreatorsVideo,
  'name' | 'description' | 'tags' | 'category' | 'language' | 'licence' | 'visibility' | 'scheduledAt'
>;

/** Returns what the fields of a video's form have. Pure. */
export function detailTexts(video: Detailed): DetailTexts {
  const { name, description, tags, category, language, licence, visibility, scheduledAt } = video;
  return {
    name,
    description,
    tags: joinTags(tags),
    category: category ?? '',
    language: language ?? '',
    licence,
    visibility,
    publishAt: scheduledAt?.toISOString() ?? '',
  };
}
