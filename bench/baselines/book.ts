import type { ClientBase } from 'pg';
import { audience } from '../subject/audience';
import { paceOf, type Pace } from '../writers';
import { projectOne } from './project-one';
import { raw } from './raw';
import { recordedPosition } from './recorded-position';

/** The batch size of the book's subscriptions. */
const BATCH_SIZE = 100;

/**
 * An aggregator as in Practical Microservices: a statement and a commit for each event, and the position after every
 * hundredth. Each call continues after the last one.
 */
export function bookAggregator(client: ClientBase) {
  const record = recordedPosition(client, 'audience:position-book');
  let position = 0;
  return {
    /** The position of the last event in the table. */
    position: () => position,
    async projectFor(milliseconds: number): Promise<Pace> {
      const startedAt = performance.now();
      let done = 0;
      for (;;) {
        const batch = await raw.category(client, audience.category, position + 1, BATCH_SIZE);
        for (const message of batch) {
          if (performance.now() - startedAt >= milliseconds) return paceOf(done, startedAt);
          await projectOne(client, message);
          await record(message.globalPosition);
          position = message.globalPosition;
          done += 1;
        }
        if (batch.length < BATCH_SIZE) return paceOf(done, startedAt);
      }
    },
  };
}
