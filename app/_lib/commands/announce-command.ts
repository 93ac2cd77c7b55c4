import 'server-only';
import { setTimeout as delay } from 'node:timers/promises';
import { announceMessages } from '@message-db/client';
import { messageStore } from '@/app/_lib/queries/database';

/** The pause after an announcement, in milliseconds: under load, commands of several commits share one. */
const PAUSE_MS = 5;

let waiting = new Set<string>();
let isBusy = false;

/**
 * Wakes the component of a category, which has new commands: at once, or, if another announcement was a moment ago,
 * with all that arrive until the pause is over. So a flood of commands costs few. Never fails: a component that misses
 * an announcement polls.
 */
export function announceCommand(category: string): void {
  waiting.add(category);
  if (!isBusy) void announceWaiting();
}

async function announceWaiting(): Promise<void> {
  isBusy = true;
  while (waiting.size > 0) {
    const categories = waiting;
    waiting = new Set();
    await announceMessages(messageStore().pool, categories).catch(() => {});
    await delay(PAUSE_MS, undefined, { ref: false });
  }
  isBusy = false;
}
