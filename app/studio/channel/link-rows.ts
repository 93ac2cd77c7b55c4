/** The names of the fields of a row for a link. */
export const labelField = (row: number) => `label${row}`;
export const addressField = (row: number) => `url${row}`;

/** Returns the numbers of the form's rows for links. */
export function linkRows(count: number): number[] {
  return Array.from({ length: count }, (_, row) => row);
}
