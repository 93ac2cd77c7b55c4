import { z } from 'zod';

/** Returns the id of a series in an address, in lower case; undefined if it is none. */
export async function readSeriesId(params: Promise<{ seriesId: string }>): Promise<string | undefined> {
  return z
    .uuid()
    .toLowerCase()
    .safeParse((await params).seriesId).data;
}
