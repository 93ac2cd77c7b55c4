import { splitTags } from '@/text/tags';
import type { ArchivedFile } from '../archives/open-archive';
import type { Problem } from '../contract';
import { readTable, type Row } from './read-table';
import { baseOf, extensionOf, filesByPath, NOTHING_TOLD } from './told';
import type { Contents, Findings, Told, ToldCaptions } from './told';

/** The column that makes a CSV file a list of videos. */
const FILE = 'file';

/**
 * Reads folders with videos and a CSV file. Its columns are in docs/moving-in.md; `file` is the one that it needs. Pure.
 */
export function readTableFolders(contents: Contents): Findings {
  const told: Told[] = [];
  const problems: Problem[] = [];
  const findBeside = filesByPath(contents.files);
  for (const list of contents.files) {
    if (extensionOf(list.path) !== 'csv') continue;
    const bytes = contents.textOf(list);
    const table = bytes && readTable(bytes, list.path);
    if (!table) problems.push({ kind: 'unreadable-list', name: list.path });
    // Other exports have tables about other things.
    else if (!table.columns.includes(FILE)) continue;
    else {
      const find = (path: string) => findBeside(list, path);
      problems.push(...table.problems);
      for (const row of table.rows) {
        const path = valueOf(row, FILE);
        const file = path === null ? undefined : find(path);
        if (file) told.push(videoOf(file, row, find));
        else problems.push({ kind: 'video-missing', name: path ?? valueOf(row, 'title') ?? '?' });
      }
    }
  }
  return { told, problems };
}

function videoOf(file: ArchivedFile, row: Row, find: (path: string) => ArchivedFile | undefined): Told {
  const captions: ToldCaptions[] = [];
  let missesCaptions = false;
  for (const named of (valueOf(row, 'captions') ?? '').split(';')) {
    if (named.trim() === '') continue;
    const [, language = null, path = ''] = /^\s*(?:([A-Za-z-]{2,10})\s*:)?\s*(.*?)\s*$/.exec(named) ?? [];
    const found = find(path);
    if (found) captions.push({ file: found, language: language ?? languageIn(baseOf(path)) });
    else missesCaptions = true;
  }
  return {
    ...NOTHING_TOLD,
    file,
    title: valueOf(row, 'title'),
    description: valueOf(row, 'description'),
    tags: splitTags(valueOf(row, 'tags') ?? ''),
    language: valueOf(row, 'language'),
    category: valueOf(row, 'category'),
    licence: valueOf(row, 'licence') ?? valueOf(row, 'license'),
    published: valueOf(row, 'published'),
    captions,
    missesCaptions,
  };
}

function valueOf(row: Row, column: string): string | null {
  const value = row.get(column)?.trim();
  return value === undefined || value === '' ? null : value;
}

/** `lesson.de.vtt` → `de`. */
export function languageIn(fileName: string): string | null {
  return /\.([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)\.[^.]+$/.exec(fileName)?.[1] ?? null;
}
