import { readFile } from 'node:fs/promises';

/**
 * Filters that leave of each picture one byte: how much there is to see on it, from 0 (one colour) to 255. It is the mean
 * step between neighbours at a coarse look, so that noise and film grain count for nothing. Pure.
 */
export function detailFilters(): string[] {
  return ['scale=64:36:flags=area', 'format=gbrp', 'prewitt', 'scale=1:1:flags=area', 'format=gray'];
}

/** The bytes that those filters left in a file, one a picture; none where it is missing. */
export async function readDetail(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return new Uint8Array();
    throw error;
  });
}

/**
 * When the first of those pictures with the most detail is shown, in seconds: half a picture before, so that to seek there
 * finds it. Null where that is the first one. Pure.
 * @param rate pictures a second.
 */
export function momentOfMost(details: Uint8Array, rate: number): number | null {
  let most = 0;
  for (const [index, detail] of details.entries()) if (detail > (details[most] as number)) most = index;
  return most === 0 ? null : (most - 0.5) / rate;
}
