import { categoryOf, type Message } from '@message-db/client';
import type { Written } from './arbitrary-history';

/** A batch of messages of one category. */
export interface Delivery {
  readonly category: string;
  readonly messages: readonly Message[];
}

/** Delivers each category separately, in the batches and turns of the history. */
export function deliver(history: readonly Written[], categories: readonly string[]): Delivery[] {
  const waiting = categories.map((category) => batchesOf(history, category));
  const deliveries: Delivery[] = [];
  for (;;) {
    const [next] = waiting.filter((batches) => batches.length > 0).sort(([a], [b]) => (a?.turn ?? 0) - (b?.turn ?? 0));
    const batch = next?.shift();
    if (!batch) return deliveries;
    deliveries.push(batch);
  }
}

/** Delivers each category as one batch. */
export function deliverWhole(history: readonly Written[], categories: readonly string[]): Delivery[] {
  return deliver(
    history.map(({ message }) => ({ message, side: false, turn: 0 })),
    categories,
  );
}

/** Formats deliveries for a failure message, by global positions: `identity 1 3, viewing 2`. */
export function describeDeliveries(deliveries: readonly Delivery[]): string {
  return deliveries
    .map(({ category, messages }) => [category, ...messages.map(({ globalPosition }) => globalPosition)].join(' '))
    .join(', ');
}

function batchesOf(history: readonly Written[], category: string): (Delivery & { turn: number })[] {
  const batches: { category: string; messages: Message[]; side: boolean; turn: number }[] = [];
  for (const { message, side, turn } of history) {
    if (categoryOf(message.streamName) !== category) continue;
    const open = batches.at(-1);
    if (open?.side === side) {
      open.messages.push(message);
      open.turn = turn;
    } else {
      batches.push({ category, messages: [message], side, turn });
    }
  }
  return batches;
}
