import type { Message } from '@message-db/client';
import type { ClientBase } from 'pg';
import { connect } from '../connect';
import { audience } from '../subject/audience';
import { decideOne } from './decide-one';
import { projectOne } from './project-one';
import { raw } from './raw';

const POLL_MS = 100;
const BATCH_SIZE = 1000;

type Handle = (client: ClientBase, message: Message) => Promise<void>;

/**
 * A component and an aggregator that poll every 100 ms without notifications, like Eventide's consumers and the book's.
 */
export async function pollingWorkers(url: string): Promise<{ stop(): Promise<void> }> {
  const component = await connect(url);
  const aggregator = await connect(url);
  let stopping = false;

  async function poll(client: ClientBase, category: string, handle: Handle): Promise<void> {
    let position = (await raw.head(client)) + 1;
    while (!stopping) {
      const batch = await raw.category(client, category, position, BATCH_SIZE);
      for (const message of batch) {
        await handle(client, message);
        position = message.globalPosition + 1;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  const running = [
    poll(component, audience.commandCategory, decideOne),
    poll(aggregator, audience.category, projectOne),
  ];
  return {
    async stop() {
      stopping = true;
      await Promise.all(running);
      await Promise.all([component.end(), aggregator.end()]);
    },
  };
}
