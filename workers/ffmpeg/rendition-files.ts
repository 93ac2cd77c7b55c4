import { appendFile } from 'node:fs/promises';
import { ElsewhereError } from '@message-db/runtime';
import type { Storage } from '@/storage/storage';

/** A rendition that can be played. */
export interface StoredRendition {
  /** Its folder in the storage. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

export interface Segment {
  readonly name: string;
  /** Start and length, in seconds of the film. It begins with a key frame. */
  readonly start: number;
  readonly seconds: number;
}

export interface Segments {
  /** The initialisation segment, which the others need. Older renditions have none. */
  readonly init: string | null;
  /** At least one. */
  readonly all: readonly Segment[];
}

/**
 * Returns the renditions of an upload, the smallest first.
 * @param media the folder of the upload's media in the storage.
 * @throws {ElsewhereError} if this machine does not reach them.
 */
export async function renditionsIn(storage: Storage, media: string): Promise<StoredRendition[]> {
  const master = await read(storage, `${media}/master.m3u8`);
  return [...master.matchAll(/RESOLUTION=(\d+)x(\d+).*\n([\w-]+)\/index\.m3u8/g)]
    .map(([, width, height, name = '']) => ({ name: `${media}/${name}`, width: Number(width), height: Number(height) }))
    .toSorted((one, other) => one.width * one.height - other.width * other.height);
}

/** Returns the segments of a rendition. @throws {ElsewhereError} */
export async function segmentsIn(storage: Storage, { name: folder }: StoredRendition): Promise<Segments> {
  const playlist = await read(storage, `${folder}/index.m3u8`);
  let end = 0;
  const all = segmentsOf(playlist).map(({ name, seconds }) => {
    end += seconds;
    return { name, seconds, start: end - seconds };
  });
  return { init: /#EXT-X-MAP:URI="([\w.-]+)"/.exec(playlist)?.[1] ?? null, all };
}

/** Returns the segments in a rendition's playlist, with their durations. Pure. */
export function segmentsOf(playlist: string): { name: string; seconds: number }[] {
  return [...playlist.matchAll(/^#EXTINF:([\d.]+).*\n([^#\n]+)$/gm)].map(([, seconds, name]) => ({
    name: name as string,
    seconds: Number(seconds),
  }));
}

/** Writes some segments of a rendition to one file, which ffmpeg reads as one film. @throws {ElsewhereError} */
export async function joinSegments(
  storage: Storage,
  { name: folder }: StoredRendition,
  names: readonly (string | null)[],
  to: string,
): Promise<void> {
  for (const name of names)
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    if (name !== null) await appendFile(to, await bytesOf(storage, `${folder}/${name}`), { mode: 0o600 });
}

async function read(storage: Storage, name: string): Promise<string> {
  return (await bytesOf(storage, name)).toString();
}

async function bytesOf(storage: Storage, name: string): Promise<Buffer> {
  const bytes = await storage.read(name);
  if (bytes === null) throw new ElsewhereError('the renditions');
  return bytes;
}
