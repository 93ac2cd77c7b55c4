import { v5 as uuidFrom } from 'uuid';
import { fileKind, UPLOAD_MAX } from '@/workers/video-publishing/contract';
import type { ArchivedFile } from './archives/open-archive';
import { ITEMS_MAX, PROBLEMS_MAX, type Item, type Problem, type Refusal } from './contract';
import { countCharacters } from '@/text/characters';
import { fitMetadata, type DraftDetails } from './formats/fit-metadata';
import { readPeerTube } from './formats/peertube';
import { readTableFolders, languageIn } from './formats/table-folder';
import { readTakeout } from './formats/takeout';
import {
  append,
  baseOf,
  extensionOf,
  folderOf,
  NO_METADATA,
  stemOf,
  storable,
  type Contents,
  type SourceMetadata,
} from './formats/metadata';

/** A video in the archives: what the preview shows, the details of its draft, and its file. */
export interface FoundItem {
  readonly item: Item;
  readonly details: DraftDetails;
  readonly file: ArchivedFile;
}

export interface FoundItems {
  readonly items: readonly FoundItem[];
  readonly problems: readonly Problem[];
}

/** No recording can be compressed this much. */
const RATIO_MAX = 200;

/**
 * Finds the videos in archives, with their metadata, in the order of their paths. Pure.
 * @param userId of the owner of the archives.
 */
export function findItems(contents: Contents, userId: string): FoundItems {
  const videos = contents.files.filter(({ path }) => fileKind({ name: baseOf(path), type: '' }) === 'video');
  const findings = [readTableFolders(contents), readPeerTube(contents), readTakeout(contents)];
  const metadata = new Map<ArchivedFile, SourceMetadata>();
  for (const each of findings.flatMap(({ videos: described }) => described))
    if (!metadata.has(each.file)) metadata.set(each.file, each);
  const problems = findings.flatMap((found) => found.problems);
  if (metadata.size === 0 && problems.length === 0) {
    const tables = contents.files.filter(({ path }) => extensionOf(path) === 'csv');
    problems.push(...tables.slice(0, 1).map(({ path }) => ({ kind: 'no-file-column' as const, name: path })));
  }

  const captions = captionsBeside(contents.files, videos);
  const all = videos.toSorted((one, other) => comparePaths.compare(one.path, other.path));
  if (all.length > ITEMS_MAX) problems.push({ kind: 'too-many-videos', name: String(all.length) });
  const idOf = (file: ArchivedFile) => uuidFrom(`${file.crc} ${file.bytes}`, userId);
  // Of two equal files, the one with metadata is imported.
  const shown = new Map<string, ArchivedFile>();
  for (const file of all) {
    const first = shown.get(idOf(file));
    if (!first || (!metadata.has(first) && metadata.has(file))) shown.set(idOf(file), file);
  }
  const origins = new Set<string>();
  /** Of several files of one video, the first that can be imported is. */
  const isOther = (origin: string | null) => {
    if (origin === null) return false;
    const isKnown = origins.has(origin);
    origins.add(origin);
    return isKnown;
  };
  const items = all.slice(0, ITEMS_MAX).map((file): FoundItem => {
    const itemId = idOf(file);
    const own = metadata.get(file);
    const beside = own?.captions.length ? own.captions : (captions.get(keyOf(file)) ?? []);
    const whole: SourceMetadata = { ...NO_METADATA, ...own, file, captions: beside };
    const details = fitMetadata(whole);
    const origin = storable(whole.origin ?? '', 0, 100) || null;
    const refusal =
      refusalOf(file) ??
      (shown.get(itemId) === file ? null : 'same-file') ??
      (isOther(origin) ? ('same-video' as const) : null);
    const item: Item = {
      // A second file must not have the id of the first.
      itemId: shown.get(itemId) !== file ? uuidFrom(`${file.uploadId} ${file.path}`, itemId) : itemId,
      origin,
      path: storable(file.path, -1_000),
      bytes: file.bytes,
      title: details.name,
      descriptionLength: countCharacters(details.description),
      tags: details.tags.length,
      chapters: details.chapterCount,
      publishedOn: details.publishedOn,
      captions: details.captions.map(({ language }) => language),
      ...(refusal === 'same-file' && { twinId: itemId }),
      notices: [...(own ? [] : (['no-metadata'] as const)), ...details.notices],
      refusal,
    };
    return { item, details, file };
  });
  return { items, problems: problems.slice(0, PROBLEMS_MAX).map(shortened) };
}

/** As people number lessons: `2` before `10`. */
const comparePaths = new Intl.Collator('en', { numeric: true });

function refusalOf({ bytes, packedBytes, isEncrypted, isReadable }: ArchivedFile): Refusal | null {
  if (bytes === 0) return 'empty';
  if (bytes > UPLOAD_MAX) return 'too-large';
  if (isEncrypted) return 'encrypted';
  if (!isReadable) return 'unknown-compression';
  return bytes > 1_000_000 && bytes > packedBytes * RATIO_MAX ? 'suspicious' : null;
}

/** The most caption files of a video. Further ones are ignored. */
const CAPTIONS_MAX = 100;

/** Returns captions that are named after a video: `lesson.vtt` or `lesson.de.srt` beside `lesson.mp4`. */
function captionsBeside(
  files: readonly ArchivedFile[],
  videos: readonly ArchivedFile[],
): Map<string, SourceMetadata['captions']> {
  const found = new Map<string, SourceMetadata['captions'][number][]>();
  const named = new Set(videos.map(keyOf));
  for (const file of files) {
    if (!/\.(vtt|srt|sub|sbv)$/i.test(file.path)) continue;
    // A video may be called `part.one.mp4`.
    const language = named.has(keyOf(file)) ? null : languageIn(baseOf(file.path));
    const stem = language === null ? stemOf(file.path) : stemOf(stemOf(file.path));
    const key = `${folderOf(file.path)}/${stem}`.toLowerCase();
    if ((found.get(key)?.length ?? 0) < CAPTIONS_MAX) append(found, key, { file, language });
  }
  return found;
}

function keyOf({ path }: ArchivedFile): string {
  return `${folderOf(path)}/${stemOf(path)}`.toLowerCase();
}

/** Returns a problem in a form that a message can hold. */
export function shortened({ kind, name }: Problem): Problem {
  return { kind, name: storable(name.slice(0, 2_000), 0, 300) };
}
