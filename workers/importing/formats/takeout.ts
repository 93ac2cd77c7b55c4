import { z } from 'zod';
import { fileKind } from '@/workers/video-publishing/contract';
import type { ArchivedFile } from '../archives/open-archive';
import { ITEMS_MAX, ROWS_MAX, type Problem } from '../contract';
import { readTable, type Row } from './read-table';
import {
  addProblem,
  append,
  baseOf,
  extensionOf,
  NO_METADATA,
  stemOf,
  type Contents,
  type Findings,
  type SourceMetadata,
  parseJson,
} from './metadata';

/**
 * The columns of a Takeout's list of videos, which is called `videos.csv` in English. Google translates them, so each
 * has several names. It also translates the names of folders, which are therefore ignored.
 */
const COLUMNS = {
  id: /^(video id|video-id|id vidéo|id de la vidéo|id de(l)? v[ií]deo|id video)$/,
  title:
    /^(video title|videotitel|titre de la vidéo|título del v[ií]deo|título do vídeo|titolo del video|titolo video)( \((original|d'origine|d’origine|originale)\))?$/,
  description:
    /^(video description|videobeschreibung|description de la vidéo|descripción del v[ií]deo|descrição do vídeo|descrizione del video)( \((original|d'origine|d’origine|originale)\))?$/,
  language:
    /^(video audio language|audiosprache des videos|sprache der videoaudio|langue de l['’]audio de la vidéo|langue audio de la vidéo|idioma del audio del v[ií]deo)$/,
  published:
    /^(video publish timestamp|zeitstempel der videoveröffentlichung|code temporel de publication de la vidéo)$/,
  created: /^(video create timestamp|zeitstempel der videoerstellung|code temporel de création de la vidéo)$/,
  tag: /^(video )?tag \d+$/,
} as const;

/** Older Takeouts have a JSON file for each video: `Bowline.json` beside `Bowline.mp4`. */
const oldSchema = z.array(
  z.object({
    contentDetails: z.object({ videoId: z.string().optional() }).optional(),
    id: z.string().optional(),
    snippet: z.object({
      title: z.string(),
      description: z.string().optional(),
      publishedAt: z.string().optional(),
      tags: z.array(z.string()).optional(),
      defaultAudioLanguage: z.string().optional(),
    }),
  }),
);

/** Takeout cuts the names of files at about this length. */
const CUT_FROM = 40;

/** The metadata of a video whose file is not known yet. */
type Described = Omit<SourceMetadata, 'file' | 'title'> & { readonly title: string };

/** Reads Google Takeouts of YouTube, in one or several archives. Pure. */
export function readTakeout({ files, textOf }: Contents): Findings {
  const problems: Problem[] = [];
  const described: Described[] = [];
  const ownFiles: SourceMetadata[] = [];
  const videos = files.filter(({ path }) => fileKind({ name: baseOf(path), type: '' }) === 'video');
  const byPath = new Map(videos.toReversed().map((video) => [withoutExtension(video.path), video]));
  for (const file of files) {
    const extension = extensionOf(file.path);
    if (extension === 'csv') {
      const bytes = textOf(file);
      const table = bytes && readTable(bytes, file.path);
      const columns = table && columnsIn(table.columns);
      if (table && columns!.title >= 0) {
        const isLong = table.problems.find(({ kind }) => kind === 'long-list');
        if (isLong) addProblem(problems, isLong);
        for (const row of table.rows) {
          const each = describeRow(row, columns!);
          if (each && described.length < ROWS_MAX) described.push(each);
        }
      } else if (/(^|\/)videos\.csv$/i.test(file.path) && !table?.columns.includes('file'))
        addProblem(problems, { kind: 'no-title-column', name: file.path });
    } else if (extension === 'json') {
      const video = byPath.get(withoutExtension(file.path));
      const read = video && oldSchema.safeParse(parseJson(textOf(file)));
      if (read?.success && read.data[0]) ownFiles.push({ ...describeOld(read.data[0]), file: video! });
    }
  }
  const paired = pair(described, videos);
  for (const { title } of described.filter((each) => !paired.has(each)))
    addProblem(problems, { kind: 'video-missing', name: title });
  return { videos: [...ownFiles, ...[...paired].map(([each, file]) => ({ ...each, file }))], problems };
}

/** Returns the indexes of the columns that are imported. */
function columnsIn(names: readonly string[]) {
  const indexOf = (pattern: RegExp) => names.findIndex((name) => pattern.test(name));
  const { id, title, description, language, published, created, tag } = COLUMNS;
  const tags = names.flatMap((name, index) => (tag.test(name) ? [index] : []));
  return {
    ...{ id: indexOf(id), title: indexOf(title), description: indexOf(description), language: indexOf(language) },
    ...{ published: indexOf(published), created: indexOf(created), tags },
  };
}

function describeRow(row: Row, columns: ReturnType<typeof columnsIn>): Described | null {
  const value = (column: number) => row[column]?.trim() || null;
  const title = value(columns.title);
  if (title === null) return null;
  const id = value(columns.id);
  return {
    ...NO_METADATA,
    title,
    origin: id === null ? null : `youtube ${id}`,
    description: value(columns.description),
    tags: columns.tags.map((column) => row[column] ?? ''),
    language: value(columns.language),
    published: value(columns.published) ?? value(columns.created),
  };
}

function describeOld({ id, contentDetails, snippet }: z.output<typeof oldSchema>[number]): Described {
  const videoId = contentDetails?.videoId ?? id;
  return {
    ...NO_METADATA,
    title: snippet.title,
    origin: videoId === undefined ? null : `youtube ${videoId}`,
    description: snippet.description ?? null,
    tags: snippet.tags ?? [],
    language: snippet.defaultAudioLanguage ?? null,
    published: snippet.publishedAt ?? null,
  };
}

/**
 * Finds the file of each video. A Takeout does not say which one it is: a file is named after the title, with some
 * characters replaced, a long title cut, and a number if two titles are the same, such as `Tie a bowline(1).mp4`.
 * Videos with the same title get their files in the order of the list.
 */
function pair(described: readonly Described[], videos: readonly ArchivedFile[]): Map<Described, ArchivedFile> {
  const paired = new Map<Described, ArchivedFile>();
  const free = new Map(videos.map((file) => [file, keysOf(file)]));
  const takeBy = (keyIn: (keys: ReturnType<typeof keysOf>) => string) => {
    const byKey = new Map<string, ArchivedFile[]>();
    for (const [file, keys] of free) append(byKey, keyIn(keys), file);
    for (const each of described) {
      const key = keyOf(each.title);
      const file = paired.has(each) || key === '' ? undefined : byKey.get(key)?.shift();
      if (file) take(each, file);
    }
  };
  const take = (each: Described, file: ArchivedFile) => {
    paired.set(each, file);
    free.delete(file);
  };
  takeBy(({ whole }) => whole);
  takeBy(({ unnumbered }) => unnumbered);
  const cut = [...free].filter(([, { isLong }]) => isLong).slice(0, ITEMS_MAX);
  for (const each of described) {
    if (paired.has(each)) continue;
    const key = keyOf(each.title);
    const found = cut.find(([file, { unnumbered }]) => free.has(file) && key.startsWith(unnumbered));
    if (found) take(each, found[0]);
  }
  return paired;
}

/** `a/b/Clip.MP4` → `a/b/Clip`. */
function withoutExtension(path: string): string {
  return path.replace(/\.[^./]*$/, '');
}

function keysOf({ path }: ArchivedFile) {
  const stem = stemOf(path);
  const unnumbered = stem.replace(/\s?\(\d+\)$/, '');
  return { whole: keyOf(stem), unnumbered: keyOf(unnumbered), isLong: unnumbered.length >= CUT_FROM };
}

/** Returns what a title and the name of its file have in common. */
function keyOf(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
