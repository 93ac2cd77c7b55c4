import type { ClientBase } from 'pg';
import { audience } from '../subject/audience';
import { paceOf, type Pace } from '../writers';
import { projectOne } from './project-one';
import { raw } from './raw';
import { recordedPosition } from './recorded-position';

/** The book's subscriptions fetch so many at a time. */
const BATCH_SIZE = 100;

/**
 * An aggregator as Practical Microservices has it: a statement an event, each a commit, and the position after each
 * hundredth. It goes on where the last call ended.
 */
export function bookAggregator(client: ClientBase) {
  const record = recordedPosition(client, 'audience:position-book');
  let position = 0;
  return {
    /** The last event that is in the table. */
    position: () => position,
    async projectFor(milliseconds: number): Promise<Pace> {
      const began = performance.now();
      let done = 0;
      for (;;) {
        const batch = await raw.category(client, audience.category, position + 1, BATCH_SIZE);
        for (const message of batch) {
          if (performance.now() - began >= milliseconds) return paceOf(done, began);
          await projectOne(client, message);
          await record(message.globalPosition);
          position = message.globalPosition;
          done += 1;
        }
        if (batch.length < BATCH_SIZE) return paceOf(done, began);
      }
    },
  };
}
