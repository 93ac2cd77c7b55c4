import type { FieldOptions } from '@/app/_ui/form/select';
import { languageName, LANGUAGES } from '@/text/languages';

/** The languages to choose from, by name. */
export const LANGUAGE_OPTIONS: FieldOptions = [
  { value: '', label: 'Choose a language' },
  ...LANGUAGES.map((tag) => ({ value: tag, label: languageName(tag) })).sort((one, other) =>
    one.label.localeCompare(other.label),
  ),
];
