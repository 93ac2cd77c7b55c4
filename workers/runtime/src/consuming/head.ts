import type { Queryable } from '@message-db/client';
import type { Log } from '../base/log';
import type { WakeUp } from '../base/wake-up';

/**
 * Reads the head of each category: the global position of its last message, 0 without messages. One index probe per
 * category, for a store of any size.
 */
export async function readHeads(client: Queryable, categories: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await client.query<{ category: string; head: number }>({
    name: 'heads',
    text: `
      SELECT wanted.category, coalesce((
        SELECT global_position FROM message_store.messages
        WHERE message_store.category(stream_name) = wanted.category
        ORDER BY message_store.category(stream_name) DESC, global_position DESC LIMIT 1), 0) AS head
      FROM unnest($1::text[]) AS wanted (category)`,
    values: [categories],
  });
  return new Map(rows.map(({ category, head }) => [category, head]));
}

/**
 * Polls for new messages, in case a notification was lost: one query for all categories of a process. Messages of one
 * category are committed in order, so there is no new message while the head has not moved.
 */
export class HeadWatch {
  #heads = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(
    private readonly client: Queryable,
    private readonly wakeUp: WakeUp,
    private readonly log: Log,
    private readonly intervalMs: number,
  ) {
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#poll()
        .catch((error: Error) => this.log.debug({ err: error }, 'could not poll for new messages'))
        .finally(() => this.#schedule());
    }, this.intervalMs);
  }

  async #poll(): Promise<void> {
    const categories = this.wakeUp.categories;
    if (categories.length === 0) return;
    const heads = await readHeads(this.client, categories);
    for (const [category, head] of heads) {
      if (head !== this.#heads.get(category)) this.wakeUp.wake(category);
    }
    this.#heads = heads;
  }
}
