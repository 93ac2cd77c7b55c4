import anyAscii from 'any-ascii';
import { handleProblem, tidyHandle } from '@/text/handles';

/** Leaves space for what is appended to a handle that is taken. */
const BASE_MAX = 20;
/** How often a number is tried. After that, the handle gets a part of the person's id, which nobody else has. */
const NUMBERED = 5;

/**
 * Returns a handle for a person, from their name in any script: `ada-lovelace` for Ada Lovelace, `shan-ben` for 山本,
 * `creator-7c1f7a52` for a name without letters. Pure.
 * @param attempt the number of handles that were taken: `ada-lovelace-2` after one.
 */
export function deriveHandle(name: string, userId: string, attempt: number): string {
  const base = baseOf(name);
  const unique = userId.replaceAll('-', '');
  if (base !== null && attempt < NUMBERED) return attempt === 0 ? base : `${base}-${attempt + 1}`;
  if (base !== null && attempt === NUMBERED) return `${base}-${unique.slice(0, 8)}`;
  return `creator-${unique.slice(0, attempt === 0 ? 8 : 22)}`;
}

/** Returns null for a name that leads to no handle. */
function baseOf(name: string): string | null {
  const ascii = anyAscii(name)
    // Chinese and Korean words have no spaces, and each syllable begins with a capital.
    .replaceAll(/([a-z])(?=[A-Z])/g, '$1-')
    .replaceAll(/['’`"]/g, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-');
  const [first = '', ...parts] = tidyHandle(ascii).split('-');
  let base = first.slice(0, BASE_MAX);
  for (const part of parts) {
    if (base.length + 1 + part.length > BASE_MAX) break;
    base = `${base}-${part}`;
  }
  return handleProblem(base) === null ? base : null;
}
