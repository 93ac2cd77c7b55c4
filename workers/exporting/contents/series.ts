import type { EventOf } from '@message-db/client';
import type { series } from '@/workers/series/contract';

const byRank = (a: { rank: string }, b: { rank: string }) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0);

/** Returns a series as it is now: its words, and its sections with the ids of their tutorials, in order. Pure. */
export function seriesOf(id: string, events: readonly EventOf<typeof series>[], siteUrl: string) {
  let words: Record<string, unknown> = {};
  let [isPublished, isDeleted] = [false, false];
  const sections = new Map<string, { title: string; rank: string }>();
  const lessons = new Map<string, { videoId: string; sectionId: string; rank: string }>();
  for (const { type, data } of events) {
    if (type === 'SeriesCreated') words = { title: data.title, createdAt: data.createdAt };
    if (type === 'SeriesEdited') {
      const { title = words.title, description = words.description, points = words.points } = data;
      words = { ...words, title, description, points };
    }
    if (type === 'SectionAdded') sections.set(data.sectionId, { title: data.title, rank: data.rank });
    if (type === 'SectionRenamed')
      sections.set(data.sectionId, { ...sections.get(data.sectionId)!, title: data.title });
    if (type === 'SectionMoved') sections.set(data.sectionId, { ...sections.get(data.sectionId)!, rank: data.rank });
    if (type === 'SectionRemoved') sections.delete(data.sectionId);
    if (type === 'LessonAdded') lessons.set(data.lessonId, data);
    if (type === 'LessonMoved') lessons.set(data.lessonId, { ...lessons.get(data.lessonId)!, ...data });
    if (type === 'LessonRemoved') lessons.delete(data.lessonId);
    if (type === 'SeriesPublished') isPublished = true;
    if (type === 'SeriesUnpublished') isPublished = false;
    if (type === 'SeriesDeleted') isDeleted = true;
    if (type === 'SeriesRestored') isDeleted = false;
  }
  const inOrder = [...sections].sort(([, a], [, b]) => byRank(a, b));
  return {
    ...{ id, ...words, isPublished, isDeleted, page: `${siteUrl}/series/${id}` },
    sections: inOrder.map(([sectionId, { title }]) => ({
      title,
      tutorials: [...lessons.values()]
        .filter((lesson) => lesson.sectionId === sectionId)
        .sort(byRank)
        .map(({ videoId }) => videoId),
    })),
  };
}
