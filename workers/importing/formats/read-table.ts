import { parse } from 'csv-parse/sync';
import { decodeText } from '@/text/captions/decode';
import { ROWS_MAX, type Problem } from '../contract';
import { addProblem } from './metadata';

/** The values of a row, in the order of the columns. A short row ends early. */
export type Row = readonly string[];

/** More than any list of videos has. */
const COLUMNS_MAX = 500;

export interface ReadTable {
  /** In lower case. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a CSV file with a header row, in any encoding that spreadsheets write, separated by commas, semicolons or tabs.
 * Pure.
 * @param name of the file, for problems.
 * @returns null if it is not a table, or has very many columns.
 */
export function readTable(bytes: Uint8Array, name: string): ReadTable | null {
  const { text, encoding } = decodeText(bytes, null);
  const problems: Problem[] = encoding.startsWith('UTF-') ? [] : [{ kind: 'odd-encoding', name }];
  const heading = /^[^\n\r]*/.exec(text.replace(/^\uFEFF/, ''))![0];
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      delimiter: separatorOf(heading),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
      // One more row and column than the limits, to notice longer lists.
      to: ROWS_MAX + 2,
      on_record: (record: string[]) => record.slice(0, COLUMNS_MAX + 1),
    });
  } catch {
    return null;
  }
  const [first, ...others] = records;
  if (!first || first.length > COLUMNS_MAX) return null;
  const columns = first.map((column) => column.trim().toLowerCase());
  const rows: Row[] = [];
  for (const [index, record] of others.slice(0, ROWS_MAX).entries()) {
    if (record.every((value) => value.trim() === '')) continue;
    if (record.length > columns.length)
      addProblem(problems, { kind: 'broken-row', name: `${name.slice(-250)}, row ${index + 2}` });
    rows.push(record);
  }
  if (others.length > ROWS_MAX) problems.unshift({ kind: 'long-list', name });
  return { columns, rows, problems };
}

/** Where the decimal separator is a comma, spreadsheets separate values by semicolons. */
function separatorOf(heading: string): string {
  const count = (separator: string) => heading.split(separator).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}
