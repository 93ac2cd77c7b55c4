import { splitTags } from '@/text/tags';
import type { ArchivedFile } from '../archives/open-archive';
import { ROWS_MAX, type Problem } from '../contract';
import { readTable } from './read-table';
import { addProblem, baseOf, extensionOf, filesByPath, NOTHING_TOLD } from './told';
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
    if (!table) {
      addProblem(problems, { kind: 'unreadable-list', name: list.path });
      continue;
    }
    const places = new Map(table.columns.map((column, at) => [column, at]));
    // Other exports have tables about other things.
    if (!places.has(FILE)) continue;
    const find = (path: string) => findBeside(list, path);
    for (const problem of table.problems) addProblem(problems, problem);
    for (const row of table.rows) {
      const valueOf = (column: string) => row[places.get(column) ?? -1]?.trim() || null;
      const path = valueOf(FILE);
      const file = path === null ? undefined : find(path);
      if (!file) addProblem(problems, { kind: 'video-missing', name: path ?? valueOf('title') ?? '?' });
      else if (told.length < ROWS_MAX) told.push(videoOf(file, valueOf, find));
    }
  }
  return { told, problems };
}

function videoOf(
  file: ArchivedFile,
  valueOf: (column: string) => string | null,
  find: (path: string) => ArchivedFile | undefined,
): Told {
  const captions: ToldCaptions[] = [];
  let missesCaptions = false;
  for (const named of (valueOf('captions') ?? '').split(';')) {
    if (named.trim() === '') continue;
    const [, language = null, path = ''] = /^(?:([A-Za-z-]{2,10})\s*:)?(.*)$/s.exec(named.trim()) ?? [];
    const found = find(path.trim());
    if (found) captions.push({ file: found, language: language ?? languageIn(baseOf(path.trim())) });
    else missesCaptions = true;
  }
  return {
    ...NOTHING_TOLD,
    file,
    title: valueOf('title'),
    description: valueOf('description'),
    tags: splitTags(valueOf('tags') ?? ''),
    language: valueOf('language'),
    category: valueOf('category'),
    licence: valueOf('licence') ?? valueOf('license'),
    published: valueOf('published'),
    captions,
    missesCaptions,
  };
}

/** `lesson.de.vtt` → `de`. */
export function languageIn(fileName: string): string | null {
  return /\.([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)\.[^.]+$/.exec(fileName)?.[1] ?? null;
}
