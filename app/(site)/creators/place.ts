import { z } from 'zod';

/** The place of a card in a list of tutorials, newest first: after which the next page of the list begins. */
export interface Place {
  readonly publishedAt: Date;
  readonly videoId: string;
}

const PLACE = /^(\d{1,14})-([0-9a-f-]{36})$/;

/** Returns the place in an address: `1772366700000-<id>`. Null for anything else. */
export function readPlace(text: unknown): Place | null {
  const [, time, videoId] = (typeof text === 'string' && PLACE.exec(text)) || [];
  if (time === undefined || !z.uuid().safeParse(videoId).success) return null;
  return { publishedAt: new Date(Number(time)), videoId: videoId! };
}

export function writePlace({ publishedAt, videoId }: Place): string {
  return `${publishedAt.getTime()}-${videoId}`;
}
