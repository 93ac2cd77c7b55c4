import { z } from 'zod';

/** Returns the id in the address of a video's page; undefined for what is none. */
export async function readVideoId(params: Promise<{ videoId: string }>): Promise<string | undefined> {
  return z
    .uuid()
    .toLowerCase()
    .safeParse((await params).videoId).data;
}
