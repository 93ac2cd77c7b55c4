import 'server-only';
import { announceMessages } from '@message-db/client';
import { messageStore } from '@/app/_lib/queries/database';

let waiting = new Set<string>();
let isBusy = false;

/**
 * Wakes the component of a category, which has new commands. Announcements that arrive during another one share the
 * next, so a flood of commands costs few. Never fails: a component that misses one polls.
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
  }
  isBusy = false;
}
