import type { Language } from './languages';

/** The configurations of Postgres' full text search that know a language: its endings, and words that say nothing. */
const CONFIGURATIONS = {
  ar: 'arabic',
  ca: 'catalan',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hi: 'hindi',
  hu: 'hungarian',
  hy: 'armenian',
  id: 'indonesian',
  it: 'italian',
  lt: 'lithuanian',
  nb: 'norwegian',
  ne: 'nepali',
  nl: 'dutch',
  nn: 'norwegian',
  pt: 'portuguese',
  'pt-BR': 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sr: 'serbian',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
} as const satisfies Partial<Record<Language, string>>;

/** Words as they are, for languages of which Postgres knows nothing. */
export const PLAIN_CONFIGURATION = 'simple';

export type SearchConfiguration = (typeof CONFIGURATIONS)[keyof typeof CONFIGURATIONS] | typeof PLAIN_CONFIGURATION;

/** Returns the configuration of Postgres for texts in a language. */
export function searchConfigurationOf(language: Language): SearchConfiguration {
  return (CONFIGURATIONS as Partial<Record<Language, SearchConfiguration>>)[language] ?? PLAIN_CONFIGURATION;
}
