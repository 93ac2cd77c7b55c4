import { z } from 'zod';

/** Returns the id of a track in the address of one of its pages; undefined if it is no id. Pure. */
export function readTrackId({ trackId }: { readonly trackId: string }): string | undefined {
  return z.uuid().toLowerCase().safeParse(trackId).data;
}
