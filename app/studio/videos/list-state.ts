import { z } from 'zod';
import { CATEGORIES, type Category } from '@/text/categories';
import { VISIBILITIES, type Visibility } from '@/workers/video-publishing/contract';

/** The orders of the list, and their names for the user. */
export const SORTS = {
  newest: 'Newest',
  title: 'Title',
  views: 'Most viewed',
  watched: 'Most watched',
  changed: 'Last changed',
} as const;
export type Sort = keyof typeof SORTS;

/** The parts of the list by state, and their names for the user. */
export const SHOWN = {
  all: 'All',
  published: 'Published',
  scheduled: 'Scheduled',
  unpublished: 'Not published',
  processing: 'Processing',
  failed: 'Failed',
  trash: 'Trash',
} as const;
export type Shown = keyof typeof SHOWN;

/** Which videos a creator's list shows, and in which order: what its address says. */
export interface ListState {
  /** The words to look for; empty for none. */
  readonly q: string;
  readonly in: Shown;
  /** Only those about this, or those without a category; empty for all. */
  readonly category: Category | 'none' | '';
  /** Only those that these people can watch, now or as soon as they can play; empty for all. */
  readonly visibility: Visibility | '';
  readonly sort: Sort;
  /** The creator whose channel the user works on; empty for their own videos. */
  readonly of: string;
}

/** The state of a plain address. */
export const PLAIN: ListState = { q: '', in: 'all', category: '', visibility: '', sort: 'newest', of: '' };

/** The most characters of a search. */
const SEARCH_MAX = 200;

const state = z.object({
  q: z
    .string()
    .transform((text) =>
      text
        .replace(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, SEARCH_MAX),
    )
    .catch(PLAIN.q),
  in: z.enum(Object.keys(SHOWN) as [Shown, ...Shown[]]).catch(PLAIN.in),
  category: z.enum([...CATEGORIES, 'none', '']).catch(PLAIN.category),
  visibility: z.enum([...VISIBILITIES, '']).catch(PLAIN.visibility),
  sort: z.enum(Object.keys(SORTS) as [Sort, ...Sort[]]).catch(PLAIN.sort),
  of: z.uuid().toLowerCase().catch(PLAIN.of),
});

/** Whether the list shows only what somebody looked for, by words or filters. */
export function isFiltered({ q, category, visibility }: ListState): boolean {
  return q !== '' || category !== '' || visibility !== '';
}

/** Reads the state from the parameters of an address. What it cannot read is as in a plain address. */
export function readListState(parameters: Readonly<Record<string, unknown>>): ListState {
  return state.parse(parameters);
}

/** Returns the parameters of an address with this state, and others. Empty for the plain one. */
export function listParameters(list: ListState, others: Readonly<Record<string, string>> = {}): string {
  const own = Object.entries(list).filter(([name, value]) => value !== PLAIN[name as keyof ListState]);
  const parameters = new URLSearchParams([...own, ...Object.entries(others)]).toString();
  return parameters === '' ? '' : `?${parameters}`;
}

/** Where a page of the list begins: after or before a video in its order. */
export interface Cursor {
  readonly side: 'after' | 'before';
  /** The video's value in the order of the list, and its id. */
  readonly value: string;
  readonly videoId: string;
}

const schema = z.tuple([z.string(), z.uuid()]);

/** Reads the cursor from the parameters of an address. Null for the first page, and for anything invalid. */
export function readCursor(parameters: Readonly<Record<string, unknown>>): Cursor | null {
  for (const side of ['after', 'before'] as const) {
    const text = parameters[side];
    if (typeof text !== 'string') continue;
    try {
      const [value, videoId] = schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
      return { side, value, videoId };
    } catch {
      return null;
    }
  }
  return null;
}

/** Returns the parameter of an address with this cursor. */
export function cursorParameter({ side, value, videoId }: Cursor): Record<string, string> {
  return { [side]: Buffer.from(JSON.stringify([value, videoId])).toString('base64url') };
}
