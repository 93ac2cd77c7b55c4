/** Returns the columns of a poster: the one of the file, with its widths, or else the one that the creator chose. */
export function posterOf(
  fileWidths: readonly number[] | null,
  posterId: string | null,
  chosenWidths: readonly number[] | null = null,
) {
  return {
    file_poster_widths: fileWidths,
    chosen_poster_id: chosenWidths === null ? null : posterId,
    chosen_poster_widths: chosenWidths,
    poster_id: posterId,
    poster_widths: chosenWidths ?? fileWidths ?? [],
  };
}
