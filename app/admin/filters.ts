import { z } from 'zod';
import { videoPublishing } from '@/workers/video-publishing/contract';

/** Which messages the page lists, from its address. */
export interface Filters {
  category: string | null;
  type: string | null;
  stream: string | null;
  trace: string | null;
  /** Lists only messages before this global position. Set on later pages. */
  before: number | null;
  /** True if the first page follows new messages. */
  isLive: boolean;
  /** True if reports of progress are listed too. If a type is set, its messages are always listed. */
  hasProgress: boolean;
}

/** Longer than any name in the store, so that a longer value still matches nothing. */
const TEXT_MAX = 300;
const text = z
  .string()
  .trim()
  .min(1)
  .transform((value) => value.slice(0, TEXT_MAX))
  .nullable()
  .catch(null);
const position = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).nullable().catch(null);

/** Reads the filters from the query of an address. Ignores invalid values, except a trace: see `invalidTraceId`. */
export function readFilters(query: Record<string, unknown>): Filters {
  return {
    category: text.parse(query.category),
    type: text.parse(query.type),
    stream: text.parse(query.stream),
    trace: text.parse(query.trace),
    before: query.before === undefined ? null : position.parse(query.before),
    isLive: query.live !== 'off',
    hasProgress: query.progress === 'on',
  };
}

/** Returns a sentence for an invalid trace id, or null. */
export function invalidTraceId({ trace }: Filters): string | null {
  if (trace === null || z.uuid().safeParse(trace).success) return null;
  return 'A trace id looks like 123e4567-e89b-42d3-a456-426614174000.';
}

/** Returns whether reports of progress can be among the messages, if they are not left out. */
export function mayListProgress({ category, type, stream }: Filters): boolean {
  return type === null && [category, stream].every((name) => name?.startsWith(videoPublishing.category) ?? true);
}

/**
 * Returns the address of the list with these filters and changes. Without `before` in `changes` it is the first page.
 */
export function listAddress(filters: Filters, changes: Partial<Filters> = {}): `/admin?${string}` {
  const { isLive, hasProgress, ...texts } = { ...filters, before: null, ...changes };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(texts)) if (value !== null) query.set(name, String(value));
  if (!isLive) query.set('live', 'off');
  if (hasProgress) query.set('progress', 'on');
  return `/admin?${query}`;
}
