import { z } from 'zod';

/** Where the next page of a list of tutorials begins, newest first: after this one. */
export interface Cursor {
  readonly publishedAt: Date;
  readonly videoId: string;
}

const PATTERN = /^(\d{1,14})-([0-9a-f-]{36})$/;

/** Reads a cursor from an address: `1772366700000-<id>`. Null for anything else. */
export function readCursor(text: unknown): Cursor | null {
  const [, time, videoId] = (typeof text === 'string' && PATTERN.exec(text)) || [];
  if (time === undefined || !z.uuid().safeParse(videoId).success) return null;
  return { publishedAt: new Date(Number(time)), videoId: videoId! };
}

export function writeCursor({ publishedAt, videoId }: Cursor): string {
  return `${publishedAt.getTime()}-${videoId}`;
}
