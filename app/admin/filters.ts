import { z } from 'zod';

/** Which messages to list, as the address of the page says. */
export interface Filters {
  category: string | null;
  type: string | null;
  stream: string | null;
  trace: string | null;
  /** Only messages before this global position: the page after another. */
  before: number | null;
  /** Whether the first page follows what happens. */
  isLive: boolean;
  /** Whether reports of progress are listed too. Those of a type that is asked for always are. */
  hasProgress: boolean;
}

const text = z.string().trim().min(1).max(300).nullable().catch(null);
const position = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).nullable().catch(null);

/** Filters from the query of an address. What makes no sense is no filter, except a trace: see `invalidTraceId`. */
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

/** The sentence for a trace id that can be none. Null: it can. */
export function invalidTraceId({ trace }: Filters): string | null {
  if (trace === null || z.uuid().safeParse(trace).success) return null;
  return 'A trace id looks like 123e4567-e89b-42d3-a456-426614174000.';
}

/** The address of the list under these filters, with some changed. Without `before` in `changes` it is the first page. */
export function listAddress(filters: Filters, changes: Partial<Filters> = {}): `/admin?${string}` {
  const { isLive, hasProgress, ...texts } = { ...filters, before: null, ...changes };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(texts)) if (value !== null) query.set(name, String(value));
  if (!isLive) query.set('live', 'off');
  if (hasProgress) query.set('progress', 'on');
  return `/admin?${query}`;
}
