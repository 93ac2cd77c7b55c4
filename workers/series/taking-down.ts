import type { CommandOf, NewEventOf } from '@message-db/client';
import { series } from './contract';
import type { Series } from './state';

type Command = CommandOf<typeof series>;
type DataOf<Type extends Command['type']> = Extract<Command, { type: Type }>['data'];
type Event = NewEventOf<typeof series>;

const { events } = series;

/** Takes a series down. It may be deleted. */
export function takeDown({ seriesId, decisionId, decidedAt }: DataOf<'TakeDownSeries'>, state: Series): Event[] {
  if (state.takenDown?.decisionIds.includes(decisionId)) return [];
  return [
    events.SeriesTakenDown({ seriesId, decisionId, takenDownAt: decidedAt }),
    ...(state.isPublished ? [events.SeriesUnpublished({ seriesId })] : []),
  ];
}

/** Ends a decision. After the last one the series is as public as it was before. */
export function putBack({ seriesId, decisionId, decidedAt }: DataOf<'PutBackSeries'>, { takenDown }: Series): Event[] {
  if (!takenDown?.decisionIds.includes(decisionId)) return [];
  const { decisionIds, publishedAt } = takenDown;
  const isLast = decisionIds.length === 1;
  return [
    events.SeriesPutBack({ seriesId, decisionId, putBackAt: decidedAt }),
    ...(isLast && publishedAt !== null ? [events.SeriesPublished({ seriesId, publishedAt })] : []),
  ];
}
