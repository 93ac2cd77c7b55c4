const MiB = 1024 ** 2;

/** So large that the number of requests does not matter. */
export const LARGEST_CHUNK = 32 * MiB;
/** A proxy that lets forms pass also lets this pass. */
export const SMALLEST_CHUNK = MiB / 4;
/** The default limit of many proxies. */
const COMMON_LIMIT = MiB;

/**
 * What happened to a chunk: it was `refused` as too large (413), or `cut` off without an answer, as some proxies do
 * instead.
 */
export type ChunkFate = 'refused' | 'cut';

/** Returns the size to try after a chunk did not pass. Null if even the smallest did not. */
export function smallerChunk(bytes: number, fate: ChunkFate): number | null {
  if (bytes <= SMALLEST_CHUNK) return null;
  const next = fate === 'refused' ? bytes / 2 : Math.min(bytes / 2, COMMON_LIMIT);
  return Math.max(next, SMALLEST_CHUNK);
}
