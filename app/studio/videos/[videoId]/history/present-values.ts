import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import type { PresentValues } from './entries';

/** Returns the values of a video's fields in the form in which its history has them. Pure. */
export function presentValues(video: CreatorsVideo): PresentValues {
  const { name, description, tags, category, language, licence, editedChapters, visibility } = video;
  const { scheduledAt, posterSource } = video;
  const isScheduled = visibility === 'scheduled' && scheduledAt !== null;
  return {
    ...{ name, description, tags, category, language, licence, chapters: editedChapters },
    visibility: isScheduled ? `scheduled ${scheduledAt.toISOString()}` : visibility,
    poster: posterSource,
  };
}
