import 'server-only';
import { sql } from 'kysely';
import type { Rejection, OutcomeEvent } from '@message-db/runtime/contract';
import { query } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { announcements } from '@/app/_lib/live/announcements';
import { subscribe } from '@/app/_lib/live/news';

/** The state of a sent command. */
export type Outcome =
  /** Handled, and projected by each requested aggregator. */
  | { status: 'done'; traceId: string }
  /** Rejected by its component; or `unavailable`, if the store did not confirm that it is written. */
  | { status: 'rejected'; traceId: string; rejection: Rejection }
  /** Written, but not handled or not projected yet. */
  | { status: 'queued'; traceId: string }
  /** Parked: its component cannot handle it. An operator can retry it. */
  | { status: 'parked'; traceId: string };

/** How long a page waits for its own write, in milliseconds. */
const TIMEOUT_MS = 1000;
/**
 * How often to poll without a notification. A notification arrives when pages can read the change, also from a replica.
 */
const POLL_EVERY_MS = 100;

/**
 * Waits at most a second until a command is handled and each of its events is recorded as projected by each aggregator.
 * @param aggregators names of aggregators that read the component's category.
 */
export async function awaitTrace(traceId: string, aggregators: readonly string[]): Promise<Outcome> {
  const deadline = Date.now() + TIMEOUT_MS;
  let isNotified = false;
  let resume = () => {};
  const unsubscribe = subscribe([`trace:${traceId}`], () => {
    isNotified = true;
    resume();
  });
  try {
    for (;;) {
      isNotified = false;
      const outcome = await outcomeOf(traceId, aggregators);
      const left = deadline - Date.now();
      // The records may be read before the aggregators announce them, and the user's next page must show the change.
      if (outcome.status === 'done') announcements().doubt();
      if (outcome.status !== 'queued' || left <= 0) return outcome;
      if (!isNotified) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.min(left, POLL_EVERY_MS));
          resume = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  } finally {
    unsubscribe();
  }
}

/** Returns the state of a trace now, without a wait. */
export async function outcomeOf(traceId: string, aggregators: readonly string[]): Promise<Outcome> {
  const [row] = await query(
    statement(sql<Records>`
      SELECT outcome.events, outcome.parked,
             ARRAY(SELECT aggregator || ' ' || message_id FROM runtime.projected WHERE trace_id = ${traceId}) AS projected
      FROM runtime.outcome WHERE trace_id = ${traceId} AND message_id = ${traceId}`),
  );
  return judge(traceId, aggregators, row ?? null);
}

/** What a component and the aggregators have recorded about an awaited command. */
interface Records {
  readonly events: readonly OutcomeEvent[];
  readonly parked: boolean;
  /** `<aggregator> <event id>` */
  readonly projected: readonly string[];
}

/** Returns the outcome that follows from the records. Pure. */
export function judge(traceId: string, aggregators: readonly string[], records: Records | null): Outcome {
  if (!records) return { status: 'queued', traceId };
  if (records.parked) return { status: 'parked', traceId };
  const rejection = records.events.find((event) => event.data)?.data;
  if (rejection) return { status: 'rejected', traceId, rejection };
  const projected = new Set(records.projected);
  const shown = records.events.every((event) =>
    aggregators.every((aggregator) => projected.has(`${aggregator} ${event.id}`)),
  );
  return { status: shown ? 'done' : 'queued', traceId };
}
