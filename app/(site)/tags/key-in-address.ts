import { countCharacters } from '@/text/characters';
import { keyOfTag, TAG_MAX } from '@/text/tags';

/**
 * Returns the key of the tag that an address names; null if no tag can have it. Pure.
 * @param part of the address, encoded as it is there.
 */
export function keyInAddress(part: string): string | null {
  try {
    const key = keyOfTag(decodeURIComponent(part));
    return key === '' || key.includes('\0') || countCharacters(key) > TAG_MAX ? null : key;
  } catch {
    return null;
  }
}
