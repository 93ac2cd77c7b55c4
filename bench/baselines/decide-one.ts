import { follow, idOf, type Message, type NewEventOf } from '@message-db/client';
import type { ClientBase } from 'pg';
import { fold } from '@message-db/runtime';
import { audience, audienceDecider } from '../subject/audience';
import { raw } from './raw';

/** Handles one command: fetches its entity, decides, and writes the events at the version that it read. */
export async function decideOne(client: ClientBase, message: Message): Promise<void> {
  const command = audience.readCommand(message);
  const stream = audience.stream(idOf(command.streamName) as string);
  const past = await raw.stream(client, stream);
  const state = fold(
    audienceDecider,
    past.map((event) => audience.readEvent(event)),
  );
  for (const [index, decision] of audienceDecider.decide(command, state).entries()) {
    await raw.write(client, stream, follow(command, decision as NewEventOf<typeof audience>), past.length - 1 + index);
  }
}
