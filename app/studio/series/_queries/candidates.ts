import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { foldText } from '@/text/fold';

/** The number of videos on a page. */
const PAGE_SIZE = 30;

export type Candidate = Awaited<ReturnType<typeof select>>[number];

export interface Candidates {
  readonly videos: readonly Candidate[];
  /** Pass this as `before` to get the next page. Null on the last page. */
  readonly next: string | null;
}

/**
 * Returns the videos of a series' owner that a user sees in the studio, the newest first, each with whether the series
 * has it already.
 * @param search words of the name, in any case; empty for all.
 * @param before the id of the last video on the previous page.
 */
export async function candidates(
  userId: string,
  ownerId: string,
  seriesId: string,
  search: string,
  before: string | null,
): Promise<Candidates> {
  const found = await select(userId, ownerId, seriesId, search, before);
  const videos = found.slice(0, PAGE_SIZE);
  return { videos, next: found.length > PAGE_SIZE ? (videos.at(-1)?.videoId ?? null) : null };
}

function select(userId: string, ownerId: string, seriesId: string, search: string, before: string | null) {
  const own = views
    .selectFrom('creators_videos as video')
    .where('video.ownerId', '=', ownerId)
    .where('video.deletedAt', 'is', null);
  const last = own.where('video.videoId', '=', before ?? '').select(['video.draftedAt', 'video.videoId']);
  const words = search.split(/\s+/).filter((word) => word !== '');
  return queryAs(
    { userId },
    words
      .reduce(
        (all, word) => all.where('video.nameKey', 'like', `%${foldText(word).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`),
        own.$if(before !== null, (all) =>
          all.where(({ eb, refTuple }) =>
            eb(refTuple('video.draftedAt', 'video.videoId'), '<', last.$asTuple('draftedAt', 'videoId')),
          ),
        ),
      )
      .leftJoin('series_lessons as lesson', (join) =>
        join.onRef('lesson.videoId', '=', 'video.videoId').on('lesson.seriesId', '=', seriesId),
      )
      .orderBy('video.draftedAt', 'desc')
      .orderBy('video.videoId', 'desc')
      .limit(PAGE_SIZE + 1)
      .select(['video.videoId', 'video.name', 'video.posterId', 'video.posterWidths'])
      .select([
        'video.durationSeconds',
        'video.processing',
        'video.publication',
        'video.visibility',
        'video.isPlayable',
        'video.isTakenDown',
        'video.percent',
      ])
      .select(['video.scheduledAt', 'lesson.lessonId']),
  );
}
