import { readFile } from 'node:fs/promises';

/**
 * Filters that reduce each picture to one byte: its amount of detail, from 0 (one colour) to 255. This is the mean
 * gradient of a small copy of the picture, so that noise and film grain do not count. Pure.
 */
export function detailFilters(): string[] {
  return ['scale=64:36:flags=area', 'format=gbrp', 'prewitt', 'scale=1:1:flags=area', 'format=gray'];
}

/** Reads the output of `detailFilters` from a file, one byte a picture. Empty if the file is missing. */
export async function readDetail(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return new Uint8Array();
    throw error;
  });
}

/**
 * Returns the time of the picture with the most detail, in seconds; the first of several. It is half a picture early,
 * so that seeking finds that picture. Null if it is the first picture of all. Pure.
 * @param rate pictures a second.
 */
export function timeOfMostDetail(details: Uint8Array, rate: number): number | null {
  let max = 0;
  for (const [index, detail] of details.entries()) if (detail > (details[max] as number)) max = index;
  return max === 0 ? null : (max - 0.5) / rate;
}
