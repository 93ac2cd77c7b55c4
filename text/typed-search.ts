import { truncateUnits } from './characters';
import { tidyName } from './tidy';

/** The most of a search that is kept, in UTF-16 units. */
export const TYPED_MAX = 100;

/** Returns the words of a search as creators read them: one line, tidied, in lower case, and not too long. */
export function typedSearch(typed: string): string {
  return truncateUnits(tidyName(typed).toLowerCase(), TYPED_MAX);
}
