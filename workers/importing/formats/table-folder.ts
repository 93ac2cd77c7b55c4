import { splitTags } from '@/text/tags';
import type { ArchivedFile } from '../archives/open-archive';
import { ROWS_MAX, type Problem } from '../contract';
import { readTable } from './read-table';
import { addProblem, baseOf, extensionOf, filesByPath, NO_METADATA } from './metadata';
import type { Contents, Findings, SourceMetadata, CaptionFile } from './metadata';

/** The column that makes a CSV file a list of videos. */
const FILE = 'file';

/**
 * Reads folders with videos and a CSV file. docs/importing.md lists the columns; only `file` is required. Pure.
 */
export function readTableFolders(contents: Contents): Findings {
  const videos: SourceMetadata[] = [];
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
    const columns = new Map(table.columns.map((column, at) => [column, at]));
    // Other exports have tables of other things.
    if (!columns.has(FILE)) continue;
    const find = (path: string) => findBeside(list, path);
    for (const problem of table.problems) addProblem(problems, problem);
    /** How often a row names each file. */
    const listed = new Map<ArchivedFile, number>();
    for (const row of table.rows) {
      const valueOf = (column: string) => row[columns.get(column) ?? -1]?.trim() || null;
      const path = valueOf(FILE);
      const file = path === null ? undefined : find(path);
      if (!file) addProblem(problems, { kind: 'video-missing', name: path ?? valueOf('title') ?? '?' });
      else if (listed.get(file) === 1) addProblem(problems, { kind: 'listed-twice', name: file.path });
      else if (!listed.has(file) && videos.length < ROWS_MAX) videos.push(videoOf(file, valueOf, find));
      if (file) listed.set(file, (listed.get(file) ?? 0) + 1);
    }
  }
  return { videos, problems };
}

function videoOf(
  file: ArchivedFile,
  valueOf: (column: string) => string | null,
  find: (path: string) => ArchivedFile | undefined,
): SourceMetadata {
  const captions: CaptionFile[] = [];
  let missesCaptions = false;
  for (const named of (valueOf('captions') ?? '').split(';')) {
    if (named.trim() === '') continue;
    const [, language = null, path = ''] = /^(?:([A-Za-z-]{2,10})\s*:)?(.*)$/s.exec(named.trim()) ?? [];
    const found = find(path.trim());
    if (found) captions.push({ file: found, language: language ?? languageIn(baseOf(path.trim())) });
    else missesCaptions = true;
  }
  return {
    ...NO_METADATA,
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
