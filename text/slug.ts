import { truncate } from './characters';

/** The longest slug, in UTF-16 units. Longer ones end at a word. */
const SLUG_MAX = 60;

/**
 * Returns a title in the form that addresses have: 'Häkeln: für Anfänger' → 'hakeln-fur-anfanger'. Letters of other
 * scripts stay as they are. Empty if the title has neither letters nor digits.
 */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin}\p{M}*)\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? truncate(word, SLUG_MAX) : `${slug}-${word}`;
    if (slug !== '' && longer.length > SLUG_MAX) break;
    slug = longer;
  }
  return slug;
}
