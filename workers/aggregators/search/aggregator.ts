import { eventsOf, type FactOf } from '@message-db/runtime';
import { parseMarkdown, plainText } from '@/text/markdown';
import { keyOfTag } from '@/text/tags';
import { wordsOf } from '@/text/search-words';
import { searchConfigurationOf } from '@/text/search-configurations';
import type { Language } from '@/text/languages';
import { personalEventsOf, type OpenedFactOf } from '@/workers/aggregators/personal-events';
import { captioning } from '@/workers/captioning/contract';
import { channel } from '@/workers/channel/contract';
import { identity } from '@/workers/identity/contract';
import { series as seriesContract } from '@/workers/series/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { deleteRows, emptied, foldPatches, foldRows, sameCase, upsert } from '../statements';
import { defineAggregator, type Patch } from '../table';
import { cardPatch } from '../video-card';
import { addViews, viewsByVideo } from '../view-counts';
import { lock, mark, refresh, VIDEOS_BY_ID, VIDEOS_BY_OWNER, VIDEOS_BY_SERIES, VIDEOS_OF_NEW_LEVEL } from './refresh';
import { accounts, channels, due, index, lessons, series, spellings, tracks, videos, words } from './tables';
import { changeTracks } from './tracks';

/** The longest words of one column, in UTF-16 units: more than any description has, and less than Postgres refuses. */
const TERMS_MAX = 60_000;

function termsOf(...texts: readonly string[]): string {
  const terms = wordsOf(texts.join('\n')).join(' ');
  return terms.length <= TERMS_MAX ? terms : terms.slice(0, terms.lastIndexOf(' ', TERMS_MAX));
}

function chapterTermsOf(chapters: readonly { readonly title: string }[] = []): string {
  return termsOf(...chapters.map(({ title }) => title));
}

/** The ids of these events, each once and in order. */
function idsOf<Event>(events: readonly Event[], idOf: (event: Event) => string): string[] {
  return [...new Set(events.map((event) => sameCase(idOf(event))))].sort();
}

type VideoEvent = FactOf<typeof videoPublishing>;
type VideoPatch = Patch<typeof videos>;

/** The words of a new video, before its creator says anything. @param site the language of the site. */
const newWords = (name: string, site: Language): VideoPatch => ({
  ...{ nameTerms: termsOf(name), description: '', descriptionTerms: '', tags: [], tagKeys: [], tagTerms: '' },
  ...{ editedChapterTerms: null, fileChapterTerms: '' },
  ...{ language: null, configuration: searchConfigurationOf(site) },
});
const PURGED = emptied(videos, ['views']);

/** Returns the changes of a video by an event. */
function patchOf(event: VideoEvent, site: Language): VideoPatch | null {
  switch (event.type) {
    case 'VideoDrafted':
      return { ...cardPatch(event), ...newWords(event.data.name, site) };
    case 'VideoUploaded': {
      const { name } = event.data;
      return { ...cardPatch(event), ...(name === undefined ? { fileChapterTerms: '' } : newWords(name, site)) };
    }
    case 'VideoProbed':
      return { ...cardPatch(event), fileChapterTerms: chapterTermsOf(event.data.chapters) };
    case 'VideoNamed':
      return { ...cardPatch(event), nameTerms: termsOf(event.data.name) };
    case 'VideoDescribed': {
      const { description } = event.data;
      return { description: plainText(parseMarkdown(description)), descriptionTerms: termsOf(description) };
    }
    case 'TagsChosen': {
      const { tags } = event.data;
      return { tags, tagKeys: [...new Set(tags.map(keyOfTag))], tagTerms: termsOf(...tags) };
    }
    case 'CategoryChosen':
      return { category: event.data.category };
    case 'LanguageChosen': {
      const { language } = event.data;
      return { language, configuration: searchConfigurationOf(language ?? site) };
    }
    case 'ChaptersEdited': {
      const { chapters } = event.data;
      return { editedChapterTerms: chapters && chapterTermsOf(chapters) };
    }
    case 'FileReplaced':
      return { ...cardPatch(event), fileChapterTerms: chapterTermsOf(event.data.chapters) };
    case 'VideoPurged':
      return PURGED;
    default:
      return cardPatch(event);
  }
}

type IdentityEvent = OpenedFactOf<typeof identity>;

function accountPatchOf({ type, data }: IdentityEvent): Patch<typeof accounts> | 'delete' | null {
  if (type === 'AccountDeleted') return 'delete';
  return type === 'Registered' && data.name !== null ? { name: data.name, terms: termsOf(data.name) } : null;
}

const isOfName = ({ type }: { readonly type: string }) => type === 'Registered' || type === 'AccountDeleted';

function projectAccounts(all: readonly IdentityEvent[]) {
  const events = all.filter((event): event is Extract<IdentityEvent, { data: { userId: string } }> => isOfName(event));
  if (events.length === 0) return [];
  const { patches, deleted } = foldRows(events, ({ data }) => data.userId, accountPatchOf);
  const ids = idsOf(events, ({ data }) => data.userId);
  return [lock, ...deleteRows(accounts, deleted), ...upsert(accounts, patches), mark(VIDEOS_BY_OWNER, ids), refresh];
}

type ChannelEvent = OpenedFactOf<typeof channel>;

function channelPatchOf(event: ChannelEvent): Patch<typeof channels> | 'delete' | null {
  if (event.type === 'ChannelClosed') return 'delete';
  if (event.type !== 'ChannelEdited' || event.data.name === undefined) return null;
  const { name } = event.data;
  return name === '' || name === null ? { name: null, terms: null } : { name, terms: termsOf(name) };
}

function projectChannels(events: readonly ChannelEvent[]) {
  const { patches, deleted } = foldRows(events, ({ data }) => data.userId, channelPatchOf);
  const ids = [...new Set([...patches.keys(), ...deleted])].sort();
  if (ids.length === 0) return [];
  return [lock, ...deleteRows(channels, deleted), ...upsert(channels, patches), mark(VIDEOS_BY_OWNER, ids), refresh];
}

type SeriesEvent = FactOf<typeof seriesContract>;

function seriesPatchOf(event: SeriesEvent): Patch<typeof series> | null {
  switch (event.type) {
    case 'SeriesCreated': {
      const { title } = event.data;
      return { title, titleTerms: termsOf(title), descriptionTerms: '', isPublished: false, isDeleted: false };
    }
    case 'SeriesEdited': {
      const { title, description } = event.data;
      return {
        ...(title !== undefined && { title, titleTerms: termsOf(title) }),
        ...(description !== undefined && { descriptionTerms: termsOf(description) }),
      };
    }
    case 'SeriesPublished':
      return { isPublished: true };
    case 'SeriesUnpublished':
      return { isPublished: false };
    case 'SeriesDeleted':
      return { isDeleted: true };
    case 'SeriesRestored':
      return { isDeleted: false };
    default:
      return null;
  }
}

type LessonEvent = Extract<SeriesEvent, { type: 'LessonAdded' | 'LessonRemoved' }>;
const isOfLesson = (event: SeriesEvent): event is LessonEvent =>
  event.type === 'LessonAdded' || event.type === 'LessonRemoved';

function lessonPatchOf({ type, data }: LessonEvent): Patch<typeof lessons> {
  if (type === 'LessonRemoved') return { isRemoved: true };
  return { seriesId: data.seriesId, videoId: data.videoId, isRemoved: false };
}

function projectSeries(events: readonly SeriesEvent[]) {
  const changed = foldPatches(events, ({ data }) => data.seriesId, seriesPatchOf);
  const ofLessons = foldPatches(events.filter(isOfLesson), ({ data }) => data.lessonId, lessonPatchOf);
  if (changed.size + ofLessons.size === 0) return [];
  const ids = idsOf(
    events.filter((event) => isOfLesson(event) || seriesPatchOf(event)),
    ({ data }) => data.seriesId,
  );
  const marked = mark(VIDEOS_BY_SERIES, ids);
  return [lock, marked, ...upsert(series, changed), ...upsert(lessons, ofLessons), marked, refresh];
}

/**
 * What everybody can search: videos with what is said in them, series and creators.
 * @param site the language of videos whose creator has not said theirs. After a change of it, rebuild.
 */
export function searchIn(site: Language) {
  return defineAggregator({
    name: 'search',
    version: 4,
    tables: [index, words, spellings, videos, tracks, accounts, channels, series, lessons, due],
    projections: [
      personalEventsOf(identity, projectAccounts, () => []),
      personalEventsOf(channel, projectChannels, () => []),
      eventsOf(
        videoPublishing,
        (events) => {
          const patches = foldPatches(
            events,
            ({ data }) => data.videoId,
            (event) => patchOf(event, site),
          );
          if (patches.size === 0) return [];
          return [lock, ...upsert(videos, patches), mark(VIDEOS_BY_ID, [...patches.keys()].sort()), refresh];
        },
        () => [],
      ),
      eventsOf(
        viewCounting,
        (events) => {
          const views = viewsByVideo(events);
          if (views.size === 0) return [];
          return [lock, ...addViews(videos, views), mark(VIDEOS_OF_NEW_LEVEL, [...views.keys()].sort()), refresh];
        },
        () => [],
      ),
      eventsOf(
        captioning,
        (events) => {
          const { statements, videoIds } = changeTracks(events);
          return videoIds.length === 0 ? [] : [lock, ...statements, mark(VIDEOS_BY_ID, videoIds), refresh];
        },
        () => [],
      ),
      eventsOf(seriesContract, projectSeries, () => []),
    ],
  });
}

/** The search of a site in English. */
export const search = searchIn('en');
