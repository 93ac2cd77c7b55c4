/**
 * The languages that a tutorial can be in, as BCP 47 tags. Events contain them, so the list may grow but never shrink.
 */
export const LANGUAGES = [
  ...['af', 'am', 'ar', 'az', 'be', 'bg', 'bn', 'bs', 'ca', 'cs', 'cy', 'da', 'de', 'el', 'en', 'eo', 'es', 'et'],
  ...['eu', 'fa', 'fi', 'fil', 'fr', 'ga', 'gl', 'gu', 'he', 'hi', 'hr', 'hu', 'hy', 'id', 'is', 'it', 'ja', 'ka'],
  ...['kk', 'km', 'kn', 'ko', 'lt', 'lv', 'mk', 'ml', 'mn', 'mr', 'ms', 'my', 'nb', 'ne', 'nl', 'nn', 'pa', 'pl'],
  ...['pt', 'pt-BR', 'ro', 'ru', 'si', 'sk', 'sl', 'sq', 'sr', 'sv', 'sw', 'ta', 'te', 'th', 'tr', 'uk', 'ur', 'uz'],
  ...['vi', 'yue', 'zh-Hans', 'zh-Hant', 'zu'],
] as const;

/** The tag of a language in the list. */
export type Language = (typeof LANGUAGES)[number];

export function isLanguage(tag: string): tag is Language {
  return (LANGUAGES as readonly string[]).includes(tag);
}

const names = new Intl.DisplayNames(['en'], { type: 'language' });

/** Returns the English name of a language: `de` → "German". */
export function languageName(tag: Language): string {
  return names.of(tag) ?? tag;
}

/** Languages that files name as a whole, of which the site has a variant. */
const USUAL: Readonly<Record<string, Language>> = { zh: 'zh-Hans', no: 'nb' };

/** Returns the language of a tag such as `ger`, `deu`, `de-AT` or `zh-TW`; null for an unknown one. Pure. */
export function languageOf(tag: string): Language | null {
  try {
    const [canonical = ''] = Intl.getCanonicalLocales(tag);
    const { language } = new Intl.Locale(canonical);
    const { script } = new Intl.Locale(canonical).maximize();
    return [canonical, `${language}-${script}`, USUAL[language] ?? language].find((each) => isLanguage(each)) ?? null;
  } catch {
    return null;
  }
}
