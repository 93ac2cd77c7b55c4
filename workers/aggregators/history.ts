import type { Statement } from '@message-db/runtime';
import { sameCase, sorted } from './statements';
import type { Table } from './table';

/** A table of what events did to videos. */
type History = Pick<Table, 'name'> & { readonly names: { readonly videoId: string; readonly position: string } };

interface PastEvent {
  readonly type: string;
  readonly globalPosition: number;
  readonly data: { readonly videoId: string };
}

/**
 * Returns what events add to a history of videos, and the statements that delete the history that a video has when it is
 * gone: those come first.
 * @param goneAs the type of the event after which a video has no history. @param changeOf what an event did; null: nothing.
 */
export function historyOf<Event extends PastEvent, Change>(
  { name, names }: History,
  events: readonly Event[],
  goneAs: Event['type'],
  changeOf: (event: Event) => Change | null,
): { readonly forget: readonly Statement[]; readonly found: readonly { event: Event; change: Change }[] } {
  const gone = new Map<string, number>();
  for (const { type, data, globalPosition } of events) {
    if (type === goneAs) gone.set(sameCase(data.videoId), globalPosition);
  }
  const found = events.flatMap((event) => {
    const change = changeOf(event);
    const isGone = event.globalPosition < (gone.get(sameCase(event.data.videoId)) ?? 0);
    return change && !isGone ? [{ event, change }] : [];
  });
  const rows = sorted(gone);
  const forget = {
    text: `
      DELETE FROM ${name} AS change USING unnest($1::uuid[], $2::bigint[]) AS gone (video_id, position)
      WHERE change.${names.videoId} = gone.video_id AND change.${names.position} < gone.position`,
    values: [rows.map(([id]) => id), rows.map(([, at]) => at)],
  };
  return { forget: rows.length > 0 ? [forget] : [], found };
}
