import type { Message } from '@message-db/client';
import { connect } from '../connect';
import { audience, Watch, Watched } from '../subject/audience';
import { videoId } from '../subject/fill';
import { projectOne } from './project-one';
import { raw } from './raw';

/** The steps from a command to its row, each measured separately, in milliseconds. */
export interface Steps {
  /** From NOTIFY to the listener of the component. */
  readonly notifyOfCommand: number;
  readonly readCommand: number;
  readonly fetchEntity: number;
  /** `write_message`, with its commit. */
  readonly writeEvent: number;
  readonly notifyOfEvent: number;
  readonly readEvent: number;
  /** The upsert of the row, with its commit. */
  readonly writeRow: number;
}

const BATCH_SIZE = 1000;

/** Runs the steps in order, as single statements of a process that does nothing else. */
export async function bareSteps(url: string) {
  const client = await connect(url);
  const listener = await connect(url);
  await listener.query('LISTEN bare');

  async function notify(): Promise<void> {
    const notified = new Promise((resolve) => listener.once('notification', resolve));
    await client.query(`SELECT pg_notify('bare', 'audience')`);
    await notified;
  }

  async function once(n: number): Promise<Steps> {
    const id = videoId(n);
    const viewing = { videoId: id, viewer: 'Viewer', seconds: 60 };
    const head = await raw.head(client);
    await raw.write(client, audience.commandStream(id), Watch(viewing));
    const notifyOfCommand = await timed(notify);
    const readCommand = await timed(() => raw.category(client, audience.commandCategory, head + 1, BATCH_SIZE));
    const fetchEntity = await timed(() => raw.stream(client, audience.stream(id)));
    const writeEvent = await timed(() => raw.write(client, audience.stream(id), Watched({ ...viewing, views: 1 })));
    const notifyOfEvent = await timed(notify);
    let events: Message[] = [];
    const readEvent = await timed(async () => {
      events = await raw.category(client, audience.category, head + 1, BATCH_SIZE);
    });
    const writeRow = await timed(() => projectOne(client, events[0] as Message));
    return { notifyOfCommand, readCommand, fetchEntity, writeEvent, notifyOfEvent, readEvent, writeRow };
  }

  return {
    /** @param next returns the number of a video. */
    async measure(times: number, next: () => number): Promise<Steps[]> {
      const measured: Steps[] = [];
      for (let time = 0; time < times; time += 1) measured.push(await once(next()));
      return measured;
    },
    close: () => Promise.all([client.end(), listener.end()]),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
