import 'server-only';
import { sql, type RawBuilder } from 'kysely';
import { queryAsWithin } from '@/app/_lib/queries/database';
import type { Asker } from '@/app/_lib/queries/read';
import { statement } from '@/app/_lib/queries/views';
import { isProperty, type Property, type Question, type Reduction } from '../question';

/** The most messages that are folded: the newest of the period. Those whose contents are kept until the end are fewer. */
export const messagesMax = (reduce: Reduction) => (reduce === 'last' || reduce === 'merge' ? 20_000 : 200_000);
/** The most groups of an answer. */
export const GROUPS_MAX = 1_000;
/** How long an answer may take, in milliseconds. */
const LIMIT_MS = 20_000;

export interface Group {
  /** Null if the messages do not have the field. */
  readonly group: string | null;
  readonly messages: number;
  /** Null if no message of the group has the field, or a number in it. */
  readonly value: unknown;
}

export interface Answer {
  /** In order of time, or those with the most messages first. */
  readonly groups: readonly Group[];
  /** How many messages were folded. */
  readonly messages: number;
  /** There were more messages than are folded. */
  readonly isCut: boolean;
}

/**
 * Folds messages of the log, as it is shown to administrators: without secrets and personal data.
 * @throws if it takes too long.
 */
export async function answerTo(admin: Asker, question: Question): Promise<Answer> {
  const { types, from, to, by, reduce, of } = question;
  const isInTime = isProperty(by) && by in UNITS;
  const max = messagesMax(reduce);
  const rows = await queryAsWithin(
    admin,
    LIMIT_MS,
    statement(sql<Group & { total: number; groups: number }>`
      WITH folded AS MATERIALIZED (
        SELECT global_position, type, stream_name, user_id, time, data FROM view.operations_messages
        WHERE type = ANY (${types}) AND time >= ${from}::date AT TIME ZONE 'UTC'
          AND time < (${to}::date + 1) AT TIME ZONE 'UTC'
        ORDER BY global_position DESC LIMIT ${max + 1}
      )
      SELECT ${groupOf(by)} AS group, count(*)::integer AS messages, ${valueOf(reduce, pathOf(of))} AS value,
        (sum(count(*)) OVER ())::integer AS total
      FROM folded GROUP BY 1
      ORDER BY ${isInTime ? sql`1 DESC` : sql`messages DESC, 1`} LIMIT ${GROUPS_MAX}`),
  );
  const total = rows[0]?.total ?? 0;
  const groups = rows.map(({ group, messages, value }) => ({ group, messages, value }));
  // The newest are read, and shown in the order of time.
  return { groups: isInTime ? groups.toReversed() : groups, messages: Math.min(total, max), isCut: total > max };
}

const UNITS: Readonly<Record<string, { unit: string; format: string }>> = {
  hour: { unit: 'hour', format: 'YYYY-MM-DD HH24:00' },
  day: { unit: 'day', format: 'YYYY-MM-DD' },
  week: { unit: 'week', format: 'YYYY-MM-DD' },
  month: { unit: 'month', format: 'YYYY-MM' },
};
const COLUMNS: Readonly<Record<Exclude<Property, 'hour' | 'day' | 'week' | 'month'>, RawBuilder<unknown>>> = {
  nothing: sql`'all'::text`,
  type: sql`type`,
  stream: sql`stream_name`,
  user: sql`user_id::text`,
};

function groupOf(by: string): RawBuilder<unknown> {
  if (!isProperty(by)) return sql`data #>> ${pathOf(by)}::text[]`;
  const time = UNITS[by];
  if (time) return sql`to_char(date_trunc(${sql.lit(time.unit)}, time AT TIME ZONE 'UTC'), ${sql.lit(time.format)})`;
  return COLUMNS[by as keyof typeof COLUMNS];
}

/** `data.day` is the field `day`, which is otherwise a grouping by time. */
const pathOf = (field: string) => (field === '' ? [] : field.replace(/^data\./, '').split('.'));

/** Returns the SQL of a reduction over the field of a group's messages, as JSON. */
function valueOf(reduce: Reduction, path: readonly string[]): RawBuilder<unknown> {
  const field = sql`(data #> ${path}::text[])`;
  const number = sql`CASE jsonb_typeof(${field}) WHEN 'number' THEN (data #>> ${path}::text[])::numeric END`;
  const percentile = (part: number) =>
    sql`percentile_cont(${sql.lit(part)}) WITHIN GROUP (ORDER BY (${number})::float8)`;
  switch (reduce) {
    case 'count':
      return sql`to_jsonb(count(*))`;
    case 'sum':
      return sql`to_jsonb(sum(${number}))`;
    case 'mean':
      return sql`to_jsonb(avg(${number})::float8)`;
    case 'p50':
      return sql`to_jsonb(${percentile(0.5)})`;
    case 'p95':
      return sql`to_jsonb(${percentile(0.95)})`;
    case 'last':
      return sql`(array_agg(${field} ORDER BY global_position DESC) FILTER (WHERE ${field} IS NOT NULL))[1]`;
    case 'merge':
      // Of fields with the same name the last one stays.
      return sql`(
        SELECT jsonb_object_agg(entry.key, entry.value ORDER BY part.ordinal)
        FROM unnest(array_agg(${field} ORDER BY global_position)) WITH ORDINALITY AS part (object, ordinal)
        CROSS JOIN LATERAL jsonb_each(CASE jsonb_typeof(part.object) WHEN 'object' THEN part.object END) AS entry
      )`;
  }
}
