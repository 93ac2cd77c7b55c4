import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Sent } from './checker';

/** Sends commands one by one, each until it is acknowledged, over a connection that the test may cut. */
export class Sender {
  readonly sent: Sent[] = [];
  #client: pg.Client | null = null;
  #stopping = false;
  readonly #running: Promise<void>;

  constructor(
    private readonly url: string,
    private readonly counterIds: readonly string[],
    /** Between two commands, so that workers can handle them faster than they are sent. */
    private readonly pauseMs = 10,
  ) {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
    await this.#client?.end().catch(() => {});
  }

  async #run(): Promise<void> {
    for (let n = 0; !this.#stopping; n += 1) {
      const command = { id: randomUUID(), counterId: this.counterIds[n % this.counterIds.length]! };
      while (!(await this.#send(command)));
      this.sent.push(command);
      await pause(this.pauseMs);
    }
  }

  /** @returns whether the command is known to be in the store. */
  async #send({ id, counterId }: Sent): Promise<boolean> {
    try {
      const client = await this.#connect();
      await client.query(`SELECT message_store.write_message($1, $2, 'Add', $3)`, [
        id,
        `counter:command-${counterId}`,
        JSON.stringify({ counterId, amount: 1 }),
      ]);
      await client.query(`SELECT pg_notify('messages', 'counter:command')`);
      return true;
    } catch (error) {
      if ((error as { constraint?: string }).constraint === 'messages_id') return true;
      this.#client = null;
      return false;
    }
  }

  async #connect(): Promise<pg.Client> {
    if (this.#client) return this.#client;
    const client = new pg.Client({ connectionString: this.url, application_name: 'worker sender' });
    client.on('error', () => {});
    await client.connect();
    this.#client = client;
    return client;
  }
}
