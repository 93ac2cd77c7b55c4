import 'server-only';
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import { queryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { isCategory, type Category } from '@/text/categories';
import { foldText } from '@/text/fold';
import type { Views } from '@/workers/aggregators/contract';
import type { Visibility } from '@/workers/video-publishing/contract';
import type { Cursor, ListState, Shown, Sort } from '../videos/list-state';

/** What the list shows of a video. */
const COLUMNS = [
  'videoId',
  'name',
  'uploadId',
  'processing',
  'publication',
  'visibility',
  'isPlayable',
  'isTakenDown',
  'percent',
  'failureReason',
  'durationSeconds',
  'posterId',
  'posterWidths',
  'draftedAt',
  'publishedAt',
  'scheduledAt',
  'deletedAt',
  'purgeAt',
  'views',
  'watchedSeconds',
] as const satisfies readonly (keyof Views['creators_videos'])[];

/** A video in the list of its creator. */
export type StudioVideo = Pick<Views['creators_videos'], (typeof COLUMNS)[number]>;

/** A page of a creator's list. */
export interface PageOfVideos {
  readonly videos: readonly StudioVideo[];
  /** Where the page before it ends, and where the page after it begins. Null if there is none. */
  readonly before: Cursor | null;
  readonly after: Cursor | null;
}

export const PAGE_SIZE = 20;

type Columns = ExpressionBuilder<Views, 'creators_videos'>;

/** An order of the list. */
interface Order {
  /** What orders the videos. */
  readonly by: (columns: Columns) => Expression<unknown>;
  readonly direction: 'asc' | 'desc';
  /** Returns a video's value in the order, as a cursor has it. */
  readonly toText: (columns: Columns) => Expression<string>;
  /** Returns the value of a cursor's text; null if no video can have it. */
  readonly fromText: (text: string) => Expression<unknown> | null;
}

const ORDERS: Readonly<Record<Sort, Order>> = {
  newest: {
    by: ({ ref }) => ref('draftedAt'),
    direction: 'desc',
    toText: ({ ref }) => sql`(extract(epoch FROM ${ref('draftedAt')}) * 1000000)::bigint::text`,
    fromText: (text) =>
      isNumber(text) ? sql`'epoch'::timestamptz + ${text}::bigint * interval '1 microsecond'` : null,
  },
  title: {
    by: ({ ref }) => sql`${ref('nameKey')} COLLATE "C"`,
    direction: 'asc',
    toText: ({ ref }) => ref('nameKey'),
    fromText: (text) => (text.includes('\0') ? null : sql`${text}::text`),
  },
  views: byNumber('views'),
  watched: byNumber('watchedMilliseconds'),
  changed: byNumber('changedPosition'),
};

/** The order by a number, the highest first. */
function byNumber(column: 'views' | 'watchedMilliseconds' | 'changedPosition'): Order {
  return {
    by: ({ ref }) => ref(column),
    direction: 'desc',
    toText: ({ ref, cast }) => cast<string>(ref(column), 'text'),
    fromText: (text) => (isNumber(text) ? sql`${text}::bigint` : null),
  };
}

function isNumber(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

/** The condition of each part of the list, apart from whether a video is in the trash. */
const PARTS: Readonly<Record<Shown, ((columns: Columns) => Expression<SqlBool>) | null>> = {
  all: null,
  trash: null,
  published: (eb) => eb('publication', '=', 'published'),
  scheduled: (eb) => eb('scheduledAt', 'is not', null),
  unpublished: (eb) => eb('publication', '<>', 'published').and('scheduledAt', 'is', null),
  processing: (eb) => eb('processing', 'in', ['waiting', 'running']),
  failed: (eb) => eb('processing', '=', 'failed'),
};

/**
 * Returns a page of a creator's videos, for the creator or a collaborator of their channel. The database searches,
 * filters and sorts them, and reads no page before it.
 * @param cursor where the page begins; null for the first one.
 */
export async function studioVideos(
  userId: string,
  list: ListState,
  cursor: Cursor | null = null,
  limit = PAGE_SIZE,
): Promise<PageOfVideos> {
  // Videos in the trash have one order: those that were deleted last are first.
  const { by, direction, toText, fromText } = ORDERS[list.in === 'trash' ? 'changed' : list.sort];
  const start = cursor && fromText(cursor.value);
  const isBackward = start !== null && cursor?.side === 'before';
  const isAscending = (direction === 'asc') !== isBackward;
  const part = PARTS[list.in];
  const rows = await queryAs(
    { userId },
    views
      .selectFrom('creators_videos')
      .where('ownerId', '=', list.of || userId)
      .where('deletedAt', list.in === 'trash' ? 'is not' : 'is', null)
      .$if(part !== null, (all) => all.where(part!))
      .$if(list.category === 'none', (all) => all.where('category', 'is', null))
      .$if(isCategory(list.category), (all) => all.where('category', '=', list.category as Category))
      .$if(list.visibility !== '', (all) => all.where('visibility', '=', list.visibility as Visibility))
      .$if(list.q !== '', (all) => all.where((eb) => eb.and(searchTerms(list.q).map((word) => hasWord(eb, word)))))
      .$if(start !== null, (all) =>
        all.where(
          (eb) =>
            sql<SqlBool>`(${by(eb)}, ${eb.ref('videoId')}) ${isAscending ? sql`>` : sql`<`} (${start}, ${cursor?.videoId}::uuid)`,
        ),
      )
      .orderBy(by, isAscending ? 'asc' : 'desc')
      .orderBy('videoId', isAscending ? 'asc' : 'desc')
      .limit(limit + 1)
      .select(COLUMNS)
      .select((eb) => sql<string>`${toText(eb)}`.as('value')),
  );
  const hasMore = rows.length > limit;
  const page = isBackward ? rows.slice(0, limit).toReversed() : rows.slice(0, limit);
  const [first, last] = [page.at(0), page.at(-1)];
  const cursorOf = (side: Cursor['side'], row: typeof first): Cursor | null =>
    row ? { side, value: row.value, videoId: row.videoId } : null;
  return {
    videos: page,
    before: (isBackward ? hasMore : start !== null) ? cursorOf('before', first) : null,
    after: isBackward || hasMore ? cursorOf('after', last) : null,
  };
}

function searchTerms(search: string): string[] {
  return search.split(/\s+/);
}

/** The condition for the videos with a word, in any case, in name, description or tags, also as `#tag`. */
function hasWord(eb: Columns, word: string): Expression<SqlBool> {
  const tag = patternOf(word.replace(/^#(?=.)/, ''));
  return eb.or([
    eb('nameKey', 'like', patternOf(foldText(word))),
    eb('description', 'ilike', patternOf(word)),
    sql<SqlBool>`array_to_string(${eb.ref('tags')}, ' ') ILIKE ${tag}`,
  ]);
}

/** Returns the pattern of LIKE for a part of a text. */
function patternOf(part: string): string {
  return `%${part.replace(/[\\%_]/g, String.raw`\$&`)}%`;
}
