import { safeStorage } from '@/app/_lib/safe-storage';
import type { Audience } from '@/workers/view-counting/contract';
import { dropOldest } from './drop-oldest';

/** The value is the first and the last day on which something of the creator was watched here: `2026-11-21 2026-11-25`. */
const CREATOR = 'creator:';
const CREATORS_MAX = 500;

/**
 * Returns whether something of a creator was watched in this browser on an earlier day, and keeps that something is watched
 * today. Days are the browser's. The site learns the answer only.
 */
export function audienceOf(creatorId: string, now = new Date()): Audience {
  const storage = safeStorage('local');
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  const [first = today] = storage.get(CREATOR + creatorId)?.split(' ') ?? [];
  storage.set(CREATOR + creatorId, `${first} ${today}`);
  dropOldest(CREATOR, CREATORS_MAX, (days) => Date.parse(days.split(' ')[1] ?? '') || 0);
  return first < today ? 'returning' : 'new';
}
