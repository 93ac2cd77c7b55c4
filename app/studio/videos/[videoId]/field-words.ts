import { formatDuration } from '@/app/_lib/format/format';
import { CATEGORY_NAMES, isCategory } from '@/text/categories';
import { isLanguage, languageName } from '@/text/languages';
import { isLicence, LICENCE_TERMS } from '@/text/licences';
import type { Visibility } from '@/workers/video-publishing/contract';
import type { EditableField } from './history/entries';

/** The labels of a video's fields. */
export const FIELD_LABELS: Readonly<Record<EditableField, string>> = {
  name: 'Name',
  description: 'Description',
  tags: 'Tags',
  category: 'Category',
  language: 'Language',
  licence: 'Licence',
  chapters: 'Chapters',
  visibility: 'Who can watch it',
  poster: 'Poster',
};

/** The names of the visibilities. */
export const VISIBILITY_LABELS: Readonly<Record<Visibility, string>> = {
  private: 'Private',
  unlisted: 'Unlisted',
  public: 'Public',
  scheduled: 'Scheduled',
};

/**
 * Returns the words for the value of a field with a list to choose from: `de` → "German". Empty: nothing is chosen. Also
 * for a poster, as the history has it.
 */
export function formatField(field: EditableField, value: string): string {
  if (field === 'category' && isCategory(value)) return CATEGORY_NAMES[value];
  if (field === 'language' && isLanguage(value)) return languageName(value);
  if (field === 'licence' && isLicence(value)) return LICENCE_TERMS[value].name;
  if (field === 'visibility' && Object.hasOwn(VISIBILITY_LABELS, value)) return VISIBILITY_LABELS[value as Visibility];
  if (field === 'poster') return posterWords(value);
  return value;
}

function posterWords(value: string): string {
  const [kind, seconds] = value.split(' ');
  if (kind === 'picture') return 'An uploaded picture';
  return kind === 'frame' ? `The picture at ${formatDuration(Number(seconds))}` : 'Chosen by the site';
}
