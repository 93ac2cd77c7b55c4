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
/** What a recogniser calls the Norwegian, Filipino and Chinese that it hears. */
const HEARD: Record<string, Language> = { no: 'nb', tl: 'fil', zh: 'zh-Hans' };

/** Returns how whisper.cpp names a language; null if the model does not know it: another name would end the process. Pure. */
export function recognisedName(language: Language, { isMultilingual, knowsCantonese }: WhisperModel): string | null {
  if (!isMultilingual) return language === 'en' ? 'en' : null;
  if (UNKNOWN.includes(language) || (language === 'yue' && !knowsCantonese)) return null;
  return OTHER_NAMES[language] ?? language;
}

/** Returns the language of the site for one that was heard; null if the site does not have it. Pure. */
export function heardLanguage(name: string): Language | null {
  return HEARD[name] ?? (isLanguage(name) ? name : null);
}
