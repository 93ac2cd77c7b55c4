import type { EventOf } from '@message-db/client';
import type { videoPublishing } from '@/workers/video-publishing/contract';
import { csvFile, jsonFile, type ExportedFile } from './file';

type VideoEvent = EventOf<typeof videoPublishing>;

/** A tutorial as it is now. Times are ISO 8601. */
export interface Tutorial {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly category: string | null;
  readonly language: string | null;
  readonly licence: string | null;
  readonly chapters: readonly unknown[];
  readonly visibility: 'private' | 'unlisted' | 'public' | 'scheduled';
  readonly publishedAt: string | null;
  readonly scheduledFor: string | null;
  readonly begunAt: string;
  readonly fileName: string | null;
  readonly seconds: number | null;
  /** When it went to the trash; null if it did not. */
  readonly deletedAt: string | null;
  readonly page: string;
  /** Where its owner, signed in, downloads the file that it was made from. */
  readonly original: string;
}

/** Returns a tutorial after all its events. Null if it is gone for good, or has none. Pure. */
export function tutorialOf(id: string, events: readonly VideoEvent[], siteUrl: string): Tutorial | null {
  const [first] = events;
  if (!first || events.some(({ type }) => type === 'VideoPurged')) return null;
  let tutorial: Tutorial = {
    ...{
      id,
      title: 'Untitled',
      description: '',
      tags: [],
      category: null,
      language: null,
      licence: null,
      chapters: [],
    },
    ...{ visibility: 'private', publishedAt: null, scheduledFor: null, begunAt: first.time.toISOString() },
    ...{ fileName: null, seconds: null, deletedAt: null },
    ...{ page: `${siteUrl}/watch/${id}`, original: `${siteUrl}/api/originals/${id}` },
  };
  for (const event of events) tutorial = { ...tutorial, ...changeOf(event) };
  return tutorial;
}

function changeOf(event: VideoEvent): Partial<Tutorial> {
  switch (event.type) {
    case 'VideoDrafted':
    case 'VideoUploaded':
      return defined({ title: event.data.name, fileName: event.data.fileName });
    case 'VideoProbed':
      return { seconds: event.data.durationSeconds };
    case 'VideoNamed':
      return { title: event.data.name };
    case 'VideoDescribed':
      return { description: event.data.description };
    case 'TagsChosen':
      return { tags: event.data.tags };
    case 'CategoryChosen':
      return { category: event.data.category };
    case 'LanguageChosen':
      return { language: event.data.language };
    case 'LicenceChosen':
      return { licence: event.data.licence };
    case 'ChaptersEdited':
      return { chapters: event.data.chapters ?? [] };
    case 'VideoPublished': {
      const { visibility = 'public', publishedAt } = event.data;
      return { visibility, publishedAt, scheduledFor: null };
    }
    case 'VideoUnpublished':
      return { visibility: 'private' };
    case 'PublicationScheduled':
      return { visibility: 'scheduled', scheduledFor: event.data.publishAt };
    case 'ScheduledPublicationCancelled':
      return { visibility: 'private', scheduledFor: null };
    case 'VideoDeleted':
      return { deletedAt: event.data.deletedAt };
    case 'VideoRestored':
      return { deletedAt: null };
    default:
      return {};
  }
}

function defined<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

const COLUMNS = [
  ...['id', 'title', 'visibility', 'publishedAt', 'scheduledFor', 'begunAt', 'seconds', 'language', 'category'],
  ...['licence', 'tags', 'fileName', 'deletedAt', 'page', 'original'],
];

/** Returns the lists of tutorials, for programs and for spreadsheets. Pure. */
export function tutorialFiles(tutorials: readonly Tutorial[]): ExportedFile[] {
  const rows = tutorials.map(({ tags, chapters: _chapters, description: _description, ...tutorial }) => ({
    ...tutorial,
    tags: tags.join(', '),
  }));
  return [jsonFile('tutorials.json', tutorials), csvFile('tutorials.csv', COLUMNS, rows)];
}
