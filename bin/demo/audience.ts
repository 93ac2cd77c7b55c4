import type { Audience, Device, Source, ViewingContext } from '@/workers/view-counting/contract';
import type { Tutorial } from './catalogue';
import type { LessonPlace } from './series';

/** What to choose from, each with how often it is chosen, relative to the others. */
type Weights<Name extends string> = Readonly<Record<Name, number>>;

const SOURCES: Weights<Source> = {
  search: 26,
  external: 18,
  home: 16,
  video: 10,
  direct: 9,
  series: 8,
  browse: 5,
  creator: 4,
  embed: 3,
  feed: 1,
};
const LINKING_SITES = { 'duckduckgo.com': 5, 'google.com': 5, 'lobste.rs': 2, 'forum.makers.example': 2 };
const EMBEDDING_SITES = { 'blog.demo.example': 3, 'wiki.makers.example': 1 };
const DEVICES: Weights<Device> = { computer: 54, phone: 34, tablet: 8, tv: 3, other: 1 };
const BROWSERS: Readonly<Record<Device, Weights<string>>> = {
  computer: { Chrome: 5, Firefox: 3, Safari: 2, 'Microsoft Edge': 2 },
  phone: { Chrome: 5, Safari: 4, Firefox: 1, 'Samsung Internet for Android': 1 },
  tablet: { Safari: 4, Chrome: 1 },
  tv: { other: 1 },
  other: { other: 1 },
};
const COUNTRIES = { DE: 14, US: 24, GB: 9, IN: 7, ES: 6, FR: 6, SE: 4, EG: 4, JP: 4, BR: 4, '': 10 };
const AUDIENCES: Weights<Audience> = { new: 64, returning: 36 };
/** The part of the learners of a lesson who go on to the next. */
const GOES_ON = 0.72;
const LANGUAGES = { en: 60, de: 12, es: 8, fr: 6, ar: 4, sv: 4, ja: 3, und: 3 };
/** The words of a title that nobody types into a search. */
const SMALL_WORDS = new Set('a an the you will really use it in on of with every for that and to'.split(' '));

/**
 * Returns where somebody came from to a tutorial, and what they watch with.
 * @param lesson where it is in a series; undefined for none. Later lessons have fewer learners.
 */
export function someContext(
  tutorial: Pick<Tutorial, 'name' | 'tags'>,
  lesson: LessonPlace | undefined,
  random: () => number,
): ViewingContext {
  const isLesson = lesson !== undefined && random() < GOES_ON ** lesson.place;
  const chosen = pick(SOURCES, random);
  const source = chosen === 'series' && !isLesson ? 'direct' : chosen;
  const device = pick(DEVICES, random);
  const country = pick(COUNTRIES, random);
  return {
    source,
    sourceDetail: detailOf(source, tutorial, random),
    device,
    browser: pick(BROWSERS[device], random),
    language: pick(LANGUAGES, random),
    ...(country !== '' && { country }),
    audience: pick(AUDIENCES, random),
    // Who came from elsewhere may watch within the series too.
    ...(lesson && isLesson && (source === 'series' || random() < 0.7) && { seriesId: lesson.seriesId }),
  };
}

function detailOf(source: Source, tutorial: Pick<Tutorial, 'name' | 'tags'>, random: () => number): string {
  if (source === 'search') return pick(searchesFor(tutorial), random);
  if (source === 'external') return pick(LINKING_SITES, random);
  return source === 'embed' ? pick(EMBEDDING_SITES, random) : '';
}

/** What people type who look for a tutorial: most often the first words of its title. */
function searchesFor({ name, tags }: Pick<Tutorial, 'name' | 'tags'>): Weights<string> {
  const words = (name.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? []).filter((word) => !SMALL_WORDS.has(word));
  const whole = words.slice(0, 5).join(' ');
  const beginning = words.slice(0, 3).join(' ');
  return { ...Object.fromEntries(tags.map((tag) => [tag, 1])), [whole]: 2, [`how to ${beginning}`]: 1, [beginning]: 5 };
}

function pick<Name extends string>(weights: Weights<Name>, random: () => number): Name {
  const entries = Object.entries(weights) as [Name, number][];
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1)!)[0];
}
