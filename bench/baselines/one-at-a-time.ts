import { connect } from '../connect';
import { audience } from '../subject/audience';
import { paceOf, type Pace } from '../writers';
import { decideOne } from './decide-one';
import { raw } from './raw';
import { recordedPosition } from './recorded-position';

const BATCH_SIZE = 1000;

/**
 * A typical component: for each command in turn it fetches the entity, decides, and writes the events at the version
 * that it read. It uses our commands, contract and decider.
 */
export async function oneAtATime(url: string, milliseconds: number): Promise<Pace> {
  const client = await connect(url);
  const record = recordedPosition(client, 'audience:position-baseline');

  const startedAt = performance.now();
  let done = 0;
  let position = 1;
  try {
    for (;;) {
      const batch = await raw.category(client, audience.commandCategory, position, BATCH_SIZE);
      for (const message of batch) {
        if (performance.now() - startedAt >= milliseconds) return paceOf(done, startedAt);
        await decideOne(client, message);
        await record(message.globalPosition);
        position = message.globalPosition + 1;
        done += 1;
      }
      if (batch.length < BATCH_SIZE) return paceOf(done, startedAt);
    }
  } finally {
    await client.end();
  }
}
