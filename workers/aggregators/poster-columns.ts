import { integerArray, text } from './table';

/**
 * The columns of a video's poster, for a table with a column `upload_id`. The poster that was made of the file and the
 * one that the creator has chosen change by themselves; pages read the one that is shown: `posterId` and
 * `posterWidths`.
 */
export const posterColumns = {
  /** The widths of the copies of the poster that was made of the file. Null: there is none. */
  filePosterWidths: integerArray(),
  chosenPosterId: text(),
  chosenPosterWidths: integerArray(),
  /** The folder of the poster among the video's media. Null: there is none. */
  posterId: text(
    'GENERATED ALWAYS AS (coalesce(chosen_poster_id, CASE WHEN file_poster_widths IS NOT NULL THEN upload_id END)) STORED',
  ),
  /** The widths of the poster's copies, in pixels, the smallest first. */
  posterWidths: integerArray(
    "NOT NULL GENERATED ALWAYS AS (coalesce(chosen_poster_widths, file_poster_widths, '{}')) STORED",
  ),
} as const;

/** The events about posters and stills, as far as views need them. */
type PosterEvent =
  | { readonly type: 'PosterMade'; readonly data: { readonly widths?: readonly number[] | undefined } }
  | { readonly type: 'StillsMade'; readonly data: { readonly posterWidths?: readonly number[] | undefined } }
  | { readonly type: 'PosterShown'; readonly data: { readonly posterId: string; readonly widths: readonly number[] } }
  | { readonly type: 'PosterDropped' };

/** Returns the changes of these columns by an event about a poster. */
export function posterPatch(event: PosterEvent) {
  switch (event.type) {
    case 'PosterMade':
      return { filePosterWidths: event.data.widths ?? [] };
    case 'StillsMade':
      return event.data.posterWidths === undefined ? null : { filePosterWidths: event.data.posterWidths };
    case 'PosterShown':
      return { chosenPosterId: event.data.posterId, chosenPosterWidths: event.data.widths };
    case 'PosterDropped':
      return { chosenPosterId: null, chosenPosterWidths: null };
  }
}
