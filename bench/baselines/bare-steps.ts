import type { Message } from '@message-db/client';
import { connect } from '../connect';
import { audience, Watch, Watched } from '../subject/audience';
import { videoId } from '../subject/fill';
import { projectOne } from './project-one';
import { raw } from './raw';

/** What a command's way to its row consists of, each step by itself, in milliseconds. */
export interface Steps {
  /** The component hears of the command: from NOTIFY to the listener. */
  readonly hearOfCommand: number;
  readonly readCommand: number;
  readonly fetchEntity: number;
  /** `write_message`, a commit. */
  readonly writeEvent: number;
  readonly hearOfEvent: number;
  readonly readEvent: number;
  /** The row's upsert, a commit. */
  readonly writeRow: number;
}

const BATCH_SIZE = 1000;

/** Takes the steps in their order, as bare statements of one process that does nothing else. */
export async function bareSteps(url: string) {
  const client = await connect(url);
  const listener = await connect(url);
  await listener.query('LISTEN bare');

  async function hear(): Promise<void> {
    const heard = new Promise((resolve) => listener.once('notification', resolve));
    await client.query(`SELECT pg_notify('bare', 'audience')`);
    await heard;
  }

  async function once(n: number): Promise<Steps> {
    const id = videoId(n);
    const viewing = { videoId: id, viewer: 'Viewer', seconds: 60 };
    const head = await raw.head(client);
    await raw.write(client, audience.commandStream(id), Watch(viewing));
    const hearOfCommand = await timed(hear);
    const readCommand = await timed(() => raw.category(client, audience.commandCategory, head + 1, BATCH_SIZE));
    const fetchEntity = await timed(() => raw.stream(client, audience.stream(id)));
    const writeEvent = await timed(() => raw.write(client, audience.stream(id), Watched({ ...viewing, views: 1 })));
    const hearOfEvent = await timed(hear);
    let events: Message[] = [];
    const readEvent = await timed(async () => {
      events = await raw.category(client, audience.category, head + 1, BATCH_SIZE);
    });
    const writeRow = await timed(() => projectOne(client, events[0] as Message));
    return { hearOfCommand, readCommand, fetchEntity, writeEvent, hearOfEvent, readEvent, writeRow };
  }

  return {
    /** @param next the number of a video, for each time. */
    async measure(times: number, next: () => number): Promise<Steps[]> {
      const measured: Steps[] = [];
      for (let time = 0; time < times; time += 1) measured.push(await once(next()));
      return measured;
    },
    close: () => Promise.all([client.end(), listener.end()]),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
