import { safeStorage } from '@/app/_lib/safe-storage';
import type { Audience } from '@/workers/view-counting/contract';
import { dropOldest } from './drop-oldest';

/** The value is the first day on which something of the creator was watched here, such as `2026-11-21`. */
const CREATOR = 'creator:';
const CREATORS_MAX = 500;

/**
 * Returns whether something of a creator was watched in this browser on an earlier day, and keeps today as the first day if it
 * is. The day is the browser's. The site learns the answer only, not the day.
 */
export function audienceOf(creatorId: string, now = new Date()): Audience {
  const storage = safeStorage('local');
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  const first = storage.get(CREATOR + creatorId);
  if (first !== null && first < today) return 'returning';
  storage.set(CREATOR + creatorId, today);
  dropOldest(CREATOR, CREATORS_MAX, (day) => Date.parse(day) || 0);
  return 'new';
}
