import type { WhisperModel } from '@/whisper-model';
import { isLanguage, type Language } from '@/text/languages';

/** The languages of the site that whisper.cpp knows by another name. */
const OTHER_NAMES: Partial<Record<Language, string>> = {
  nb: 'no',
  fil: 'tl',
  'pt-BR': 'pt',
  'zh-Hans': 'zh',
  'zh-Hant': 'zh',
};
/** The languages of the site that no model knows. */
const UNKNOWN: readonly Language[] = ['eo', 'ga', 'zu'];
/** The recogniser's names for spoken Norwegian, Filipino and Chinese. */
const HEARD: Record<string, Language> = { no: 'nb', tl: 'fil', zh: 'zh-Hans' };

/**
 * Returns whisper.cpp's name of a language; null if the model lacks it, since an unknown name ends the process. Pure.
 */
export function recognisedName(language: Language, { isMultilingual, knowsCantonese }: WhisperModel): string | null {
  if (!isMultilingual) return language === 'en' ? 'en' : null;
  if (UNKNOWN.includes(language) || (language === 'yue' && !knowsCantonese)) return null;
  return OTHER_NAMES[language] ?? language;
}

/** Returns the site's language for a recognised one; null if the site does not have it. Pure. */
export function heardLanguage(name: string): Language | null {
  return HEARD[name] ?? (isLanguage(name) ? name : null);
}
