import { CATEGORY_NAMES, isCategory } from '@/text/categories';
import { chaptersInDescription } from '@/text/chapter-lines';
import { CHAPTERS_MAX, wrongChapters, type Chapter } from '@/text/chapters';
import { countCharacters, truncate } from '@/text/characters';
import { LANGUAGES, languageName, languageOf, type Language } from '@/text/languages';
import { LICENCE_TERMS, isLicence } from '@/text/licences';
import { TAG_MAX, TAGS_MAX, tidyTags } from '@/text/tags';
import { tidyName, tidyText } from '@/text/tidy';
import { DESCRIPTION_MAX, NAME_MAX } from '@/workers/video-publishing/contract';
import type { ArchivedFile } from '../archives/open-archive';
import type { Notice } from '../contract';
import type { SourceMetadata } from './metadata';

/** Captions of a draft: a file for each language. */
export interface DraftCaptions {
  readonly file: ArchivedFile;
  readonly language: Language;
}

/** The details of a draft, in the form that video publishing takes. */
export interface DraftDetails {
  /** Empty without a title. Then video publishing names the draft after its file. */
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly language: Language | null;
  readonly category: string | null;
  readonly licence: string | null;
  /** Null if the draft takes them from its description or its file. */
  readonly chapters: readonly Chapter[] | null;
  /** How many chapters the metadata gives it. */
  readonly chapterCount: number;
  readonly publishedOn: string | null;
  readonly captions: readonly DraftCaptions[];
  readonly notices: readonly Notice[];
}

/** Longer than any video, and small enough for a message. */
const SECONDS_MAX = 1_000_000_000;

/**
 * Fits the metadata of a video into a draft. What does not fit is cut or left out, with a notice. Pure.
 */
export function fitMetadata(metadata: SourceMetadata): DraftDetails {
  const notices = new Set<Notice>();
  const title = tidyName(metadata.title ?? '');
  if (countCharacters(title) > NAME_MAX) notices.add('title-cut');
  const publishedOn = dayOf(metadata.published);
  if (metadata.published !== null && publishedOn === null) notices.add('unknown-date');
  const language = find(metadata.language, readLanguage, () => notices.add('unknown-language'));
  const chapters = readChapters(metadata);
  if (chapters === null && metadata.chapters.length > 0) notices.add('chapters-left-out');
  const description = readDescription(metadata.description ?? '', publishedOn, () => notices.add('description-cut'));
  const described = chaptersInDescription(description, null);
  return {
    name: truncate(title, NAME_MAX),
    description,
    tags: readTags(metadata.tags, () => notices.add('tags-cut')),
    language,
    category: find(metadata.category, readCategory, () => notices.add('unknown-category')),
    licence: find(metadata.licence, readLicence, () => notices.add('unknown-licence')),
    chapters,
    chapterCount: chapters?.length ?? ('chapters' in described ? described.chapters.length : 0),
    publishedOn,
    captions: readCaptions(metadata, language, notices),
    notices: [...notices],
  };
}

function find<Value>(typed: string | null, read: (typed: string) => Value | null, onUnknown: () => void) {
  if (typed === null || typed.trim() === '') return null;
  const found = read(typed.trim());
  if (found === null) onUnknown();
  return found;
}

/** A tag, or the English name of a language. */
function readLanguage(typed: string): Language | null {
  const named = LANGUAGES.find((tag) => languageName(tag).toLowerCase() === typed.toLowerCase());
  return named ?? languageOf(typed.replaceAll('_', '-'));
}

/** A slug, or the name of a category. */
function readCategory(typed: string): string | null {
  const lower = typed.toLowerCase();
  if (isCategory(lower)) return lower;
  return Object.entries(CATEGORY_NAMES).find(([, name]) => name.toLowerCase() === lower)?.[0] ?? null;
}

/** A key such as `CC-BY-4.0`, in any case and with spaces too, or the name of a licence. */
function readLicence(typed: string): string | null {
  if (isLicence(typed)) return typed;
  const key = (text: string) => text.toLowerCase().replace(/[\s_]+/g, '-');
  const found = Object.entries(LICENCE_TERMS).find(([id, { name }]) => [key(id), key(name)].includes(key(typed)));
  return found?.[0] ?? null;
}

/** The day of `2024-05-03` or `2024-05-03T10:00:00Z`. Other ways to write a date are ambiguous. */
function dayOf(published: string | null): string | null {
  const day = /^\s*(\d{4}-\d\d-\d\d)(?!\d)/.exec(published ?? '')?.[1];
  const time = Date.parse(`${day}T00:00:00Z`);
  return day !== undefined && new Date(time || 0).toISOString().startsWith(day) ? day : null;
}

/** The site has no field for an earlier publication, so the description ends with it. */
function readDescription(text: string, publishedOn: string | null, onCut: () => void): string {
  const words = tidyText(text);
  const last = publishedOn === null ? '' : `First published on ${longDate(publishedOn)}.`;
  const room = DESCRIPTION_MAX - (last === '' ? 0 : last.length + 2);
  if (countCharacters(words) > room) onCut();
  return [truncate(words, room), last].filter(Boolean).join('\n\n');
}

function longDate(day: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}

function readTags(typed: readonly string[], onCut: () => void): string[] {
  const tidied = tidyTags(typed);
  const tags = tidied.filter((tag) => countCharacters(tag) <= TAG_MAX).slice(0, TAGS_MAX);
  if (tags.length < tidied.length) onCut();
  return tags;
}

/** Returns null without chapters, or if the site could not show them. */
function readChapters(metadata: SourceMetadata): Chapter[] | null {
  const chapters = metadata.chapters.map(({ startSeconds, title }) => ({
    startSeconds: Math.min(SECONDS_MAX, Math.max(0, Math.round(startSeconds))),
    title: tidyName(title),
  }));
  const isRight = chapters.length <= CHAPTERS_MAX && wrongChapters(chapters, null).length === 0;
  return chapters.length > 0 && isRight ? chapters : null;
}

function readCaptions(metadata: SourceMetadata, videoLanguage: Language | null, notices: Set<Notice>): DraftCaptions[] {
  if (metadata.missesCaptions) notices.add('captions-missing');
  const byLanguage = new Map<Language, ArchivedFile>();
  for (const { file, language: typed } of metadata.captions) {
    const language = typed === null ? videoLanguage : readLanguage(typed);
    if (language === null) notices.add('captions-language');
    const known = language ?? 'en';
    if (!byLanguage.has(known)) byLanguage.set(known, file);
  }
  return [...byLanguage].map(([language, file]) => ({ language, file }));
}
