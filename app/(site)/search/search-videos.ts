import 'server-only';
import { labels } from '@/text/search-labels';
import { correctedQuery } from './corrections';
import type { Sought } from './highlight';
import { publishedSince, PAGE_SIZE, PAGES_MAX, type SearchState } from './search-state';
import { queriesOf, type StudiedWord } from './word-queries';
import { findVideos } from './_queries/find-videos';
import { foundCards, type FoundCard } from './_queries/found-cards';
import { foundMoments, type Moment } from './_queries/found-moments';
import { foundCreators, foundSeries, type FoundCreator, type FoundSeries } from './_queries/found-names';
import { studyWords } from './_queries/study-words';

/** A video that was found, with where its words are said. */
export interface Result extends FoundCard {
  readonly moments: readonly Moment[];
}

export interface SearchResults {
  /** Those of the page. */
  readonly videos: readonly Result[];
  /** How many videos were found, on all pages. */
  readonly total: number;
  /** Whether these are all. There may be more if there are very many. */
  readonly isAll: boolean;
  readonly pages: number;
  /** Nothing has what was typed, so this was searched instead. */
  readonly searchedFor: string | null;
  /** What was probably meant, although something was found. */
  readonly didYouMean: string | null;
  /** No video has all the words, so these have some of them. */
  readonly isSome: boolean;
  readonly creators: readonly FoundCreator[];
  readonly series: readonly FoundSeries[];
  readonly sought: Sought;
}

/** Returns whether a search for words found nothing that has all of them: no tutorial, no series, nobody's page. Pure. */
export function isGap({ total, isSome, creators, series, sought }: SearchResults): boolean {
  return sought.forms.length > 0 && (total === 0 || isSome) && creators.length === 0 && series.length === 0;
}

const NOTHING: SearchResults = {
  ...{ videos: [], total: 0, isAll: true, pages: 0, searchedFor: null, didYouMean: null, isSome: false },
  ...{ creators: [], series: [], sought: { forms: [] } },
};

/** Returns the labels of the filters. */
function labelsOf({ category, tag, length, language, captions }: SearchState): string[] {
  return [
    ...(category ? [labels.category(category)] : []),
    ...(tag ? [labels.tag(tag)] : []),
    ...(length ? [labels.length(length)] : []),
    ...(language ? [labels.language(language)] : []),
    ...(captions ? [labels.captions(captions === 'any' ? null : captions)] : []),
  ];
}

/** Searches for what an address asks. Every search of a page comes through here. */
export async function searchVideos(state: SearchState, now = new Date()): Promise<SearchResults> {
  const studied = await studyWords(state.q);
  const corrected = correctedQuery(state.q, studied);
  const instead = corrected === null ? null : { q: corrected, words: await studyWords(corrected) };
  const limits = labelsOf(state);
  const options = { since: state.age && publishedSince(state.age, now), sort: state.sort };
  const find = async (words: readonly StudiedWord[], kind: 'every' | 'some') => {
    const queries = queriesOf(words, limits);
    const condition = queries[kind];
    return condition === null ? { videoIds: [], isAll: true } : findVideos(condition, queries, options);
  };

  let [words, searchedFor, isSome] = [studied, null as string | null, false];
  let found = await find(words, 'every');
  if (found.videoIds.length === 0 && instead !== null) {
    const other = await find(instead.words, 'every');
    if (other.videoIds.length > 0) [words, searchedFor, found] = [instead.words, instead.q, other];
  }
  if (found.videoIds.length === 0) {
    found = await find(words, 'some');
    isSome = found.videoIds.length > 0;
  }
  const isFirst = state.page === 1 && limits.length === 0 && options.since === null;
  const { every, words: any } = queriesOf(words, []);
  const ids = found.videoIds.slice((state.page - 1) * PAGE_SIZE, state.page * PAGE_SIZE);
  const [videos, creators, series] = await Promise.all([
    resultsOf(ids, any, words),
    isFirst && every !== null ? foundCreators(every) : [],
    isFirst && every !== null ? foundSeries(every) : [],
  ]);
  return {
    ...NOTHING,
    ...{ videos, creators, series, searchedFor, isSome, isAll: found.isAll, total: found.videoIds.length },
    pages: Math.min(PAGES_MAX, Math.ceil(found.videoIds.length / PAGE_SIZE)),
    didYouMean: searchedFor === null && instead !== null && !haveSameStems(instead.words, studied) ? instead.q : null,
    sought: { forms: formsOf(words) },
  };
}

/** Returns whether all these words have stems of those that were typed, so that they find the same. Pure. */
function haveSameStems(words: readonly StudiedWord[], typed: readonly StudiedWord[]): boolean {
  const stems = new Set(typed.flatMap(({ lexemes }) => lexemes));
  return words.every(({ lexemes }) => lexemes.some((lexeme) => stems.has(lexeme)));
}

function formsOf(words: readonly StudiedWord[]): string[] {
  const telling = words.filter(({ isStopWord }) => !isStopWord);
  return [...new Set((telling.length > 0 ? telling : words).flatMap(({ lexemes }) => lexemes))];
}

/** What a stem begins with in texts: "studi" is also the stem of "study". */
const beginningOf = (lexeme: string) => (lexeme.length > 4 ? lexeme.slice(0, -1) : lexeme);

/** Leaves out the beginnings that begin with another one. Pure. */
function shortestOf(beginnings: readonly string[]): string[] {
  const others = (own: string) => beginnings.filter((other) => other !== own);
  return [...new Set(beginnings)].filter((own) => !others(own).some((other) => own.startsWith(other)));
}

async function resultsOf(videoIds: readonly string[], any: string, words: readonly StudiedWord[]): Promise<Result[]> {
  if (videoIds.length === 0) return [];
  const [cards, moments] = await Promise.all([
    foundCards(videoIds),
    foundMoments(videoIds, any, shortestOf(formsOf(words).map(beginningOf))),
  ]);
  const byId = new Map(cards.map((card) => [card.videoId, card]));
  return videoIds.flatMap((videoId) => {
    const card = byId.get(videoId);
    return card ? [{ ...card, moments: moments.filter((moment) => moment.videoId === videoId) }] : [];
  });
}
