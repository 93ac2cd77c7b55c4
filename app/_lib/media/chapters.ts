import { chaptersInDescription } from '@/text/chapter-lines';
import { chaptersWithin, type Chapter } from '@/text/chapters';

interface WithChapters {
  readonly editedChapters: readonly Chapter[] | null;
  readonly fileChapters: readonly Chapter[];
  readonly description: string;
  readonly durationSeconds: number | null;
}

/** The chapters of a video, and where they are from. */
export interface VideoChapters {
  /** Null if nothing says of any. */
  readonly from: 'edited' | 'description' | 'file' | null;
  readonly chapters: readonly Chapter[];
}

/**
 * Returns the chapters that a video shows: those that its creator edited, even if they are none; else those in the
 * description; else those in the file. Without those that begin after the end, because another file may be shorter. Pure.
 */
export function chaptersOf({
  editedChapters,
  fileChapters,
  description,
  durationSeconds,
}: WithChapters): VideoChapters {
  const within = (chapters: readonly Chapter[]) => chaptersWithin(chapters, durationSeconds);
  if (editedChapters !== null) return { from: 'edited', chapters: within(editedChapters) };
  const described = chaptersInDescription(description, durationSeconds);
  if ('chapters' in described) return { from: 'description', chapters: described.chapters };
  return fileChapters.length > 0 ? { from: 'file', chapters: within(fileChapters) } : { from: null, chapters: [] };
}
