import type { LeftOut } from '../../contract';
import type { Sound, Source } from './source';

/** A track of a file. */
export interface Track {
  readonly stream: number;
  readonly kind: LeftOut['kind'];
  /** Whether its codec is known. Tracks that are neither picture nor sound need none. */
  readonly isReadable: boolean;
}

/**
 * Returns the tracks of the file that the video does not have, one entry a kind. Pure.
 * @param sound the track that the video has; null if none could be decoded.
 */
export function leftOutOf({ videoStream, tracks }: Source, sound: Sound | null): LeftOut[] {
  const entries = new Map<string, LeftOut>();
  for (const { stream, kind, isReadable: isKnown } of tracks) {
    if (stream === videoStream || stream === sound?.stream) continue;
    const isReadable = isKnown && (kind !== 'sound' || sound !== null);
    const key = `${kind} ${isReadable}`;
    entries.set(key, { kind, isReadable, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  return [...entries.values()];
}
