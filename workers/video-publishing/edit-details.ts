import type { CommandOf, NewEventOf } from '@message-db/client';
import { isCategory, type Category } from '@/text/categories';
import { CHAPTERS_MAX, wrongChapters, type Chapter } from '@/text/chapters';
import { countCharacters } from '@/text/characters';
import { isLanguage, type Language } from '@/text/languages';
import { isLicence, type Licence } from '@/text/licences';
import { tidyTags, wrongTags } from '@/text/tags';
import { tidyName, tidyText } from '@/text/tidy';
import { DESCRIPTION_MAX, NAME_MAX, videoPublishing, type ReasonOf } from './contract';
import {
  cancelSchedule,
  publish,
  unpublish,
  visibilityOf,
  wrongTime,
  type Change,
  type Publishable,
} from './publication';

type Edit = Extract<CommandOf<typeof videoPublishing>, { type: 'EditDetails' }>;
type Event = NewEventOf<typeof videoPublishing>;
type Wrong = { field: keyof Edit['data'] & string; reason: ReasonOf<'EditRejected'> };
/** What a field of an edit leads to: events, or what is wrong with it. */
type Decided = readonly Event[] | Wrong;

const { events } = videoPublishing;

/** The part of the state that an edit changes. */
interface Editable extends Publishable {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly category: Category | null;
  readonly language: Language | null;
  readonly licence: Licence;
  readonly chapters: readonly Chapter[] | null;
  /** Null if it is not known yet. */
  readonly durationSeconds: number | null;
}

/**
 * Decides an edit: an event for each field that changes. If a field is wrong, nothing changes, and the rejection names
 * all wrong fields.
 */
export function editDetails({ data, time }: Edit, video: Editable): readonly Event[] {
  const change = { userId: data.userId, at: time.toISOString() };
  const decided = [...FIELDS.map((decide) => decide(data, video, change)), changeVisibility(data, time, video, change)];
  const [first, ...more] = decided.filter((each): each is Wrong => 'reason' in each);
  if (!first) return decided.flatMap((each) => each as readonly Event[]);
  return [events.EditRejected({ ...first, ...(more.length > 0 && { more }), videoId: data.videoId })];
}

type Decide = (edit: Edit['data'], video: Editable, change: Change) => Decided;

/** The decisions about each field, in the order of the form. */
const FIELDS: readonly Decide[] = [
  ({ videoId, name: typed }, video, change) => {
    if (typed === undefined) return [];
    const name = tidyName(typed);
    if (name === '') return { field: 'name', reason: 'empty' };
    if (countCharacters(name) > NAME_MAX) return { field: 'name', reason: 'too-long' };
    return name === video.name ? [] : [events.VideoNamed({ videoId, name, ...change })];
  },
  ({ videoId, description: typed }, video, change) => {
    if (typed === undefined) return [];
    const description = tidyText(typed);
    if (countCharacters(description) > DESCRIPTION_MAX) return { field: 'description', reason: 'too-long' };
    return description === video.description ? [] : [events.VideoDescribed({ videoId, description, ...change })];
  },
  ({ videoId, tags: typed }, video, change) => {
    if (typed === undefined) return [];
    const tags = tidyTags(typed);
    const reason = wrongTags(tags);
    if (reason) return { field: 'tags', reason };
    return isSame(tags, video.tags) ? [] : [events.TagsChosen({ videoId, tags, ...change })];
  },
  ({ videoId, category: slug }, video, change) => {
    if (slug === undefined) return [];
    if (slug !== '' && !isCategory(slug)) return { field: 'category', reason: 'no-such-category' };
    const category = slug === '' ? null : slug;
    return category === video.category ? [] : [events.CategoryChosen({ videoId, category, ...change })];
  },
  ({ videoId, language: tag }, video, change) => {
    if (tag === undefined) return [];
    if (tag !== '' && !isLanguage(tag)) return { field: 'language', reason: 'no-such-language' };
    const language = tag === '' ? null : tag;
    return language === video.language ? [] : [events.LanguageChosen({ videoId, language, ...change })];
  },
  ({ videoId, licence }, video, change) => {
    if (licence === undefined) return [];
    if (!isLicence(licence)) return { field: 'licence', reason: 'no-such-licence' };
    return licence === video.licence ? [] : [events.LicenceChosen({ videoId, licence, ...change })];
  },
  ({ videoId, chapters: typed }, video, change) => {
    if (typed === undefined) return [];
    const chapters = typed && typed.map(({ startSeconds, title }) => ({ startSeconds, title: tidyName(title) }));
    if (chapters && chapters.length > CHAPTERS_MAX) return { field: 'chapters', reason: 'too-many' };
    const [wrong] = wrongChapters(chapters ?? [], video.durationSeconds);
    if (wrong) return { field: 'chapters', reason: wrong.reason };
    return isSameList(chapters, video.chapters) ? [] : [events.ChaptersEdited({ videoId, chapters, ...change })];
  },
];

/** @param sentAt when the command was written, by the store's clock. */
function changeVisibility(edit: Edit['data'], sentAt: Date, video: Editable, change: Change): Decided {
  const { videoId, visibility, publishAt } = edit;
  switch (visibility) {
    case undefined:
      return [];
    case 'private':
      return [...unpublish(videoId, video, change), ...cancelSchedule(videoId, video, change)];
    case 'scheduled': {
      if (publishAt === undefined) return { field: 'publishAt', reason: 'no-time' };
      if (video.scheduledAt === publishAt) return [];
      if (video.processing === 'failed') return { field: 'visibility', reason: 'failed' };
      if (video.takenDown) return { field: 'visibility', reason: 'taken-down' };
      const wrong = wrongTime(publishAt, sentAt);
      if (wrong) return { field: 'publishAt', reason: wrong };
      return [...unpublish(videoId, video, change), events.PublicationScheduled({ videoId, publishAt, ...change })];
    }
    default: {
      if (visibility === visibilityOf(video)) return [];
      const isUnlisted = visibility === 'unlisted';
      const decided = publish(videoId, sentAt.toISOString(), video, { isUnlisted, ...change });
      const rejection = decided.find((event) => event.type === 'PublishingRejected');
      return rejection ? { field: 'visibility', reason: rejection.data.reason } : decided;
    }
  }
}

function isSameList(one: readonly Chapter[] | null, other: readonly Chapter[] | null): boolean {
  if (one === null || other === null) return one === other;
  const same = (chapter: Chapter, index: number) =>
    chapter.startSeconds === other[index]?.startSeconds && chapter.title === other[index].title;
  return one.length === other.length && one.every(same);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}
