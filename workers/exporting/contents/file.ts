import { stringify } from 'csv-stringify/sync';

/** A file of an export. */
export interface ExportedFile {
  /** Its path in the archive. */
  readonly name: string;
  readonly text: string;
}

/** Returns a file with one JSON value, indented for people. */
export function jsonFile(name: string, value: unknown): ExportedFile {
  return { name, text: `${JSON.stringify(value, null, 2)}\n` };
}

/** Returns a table, with the names of its columns in the first line. No spreadsheet takes a cell for a formula. */
export function csvFile(
  name: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, string | number | null>>[],
): ExportedFile {
  return {
    name,
    text: stringify([...rows], { header: true, columns: [...columns], escape_formulas: true, bom: true }),
  };
}
