import type pg from 'pg';

const KEY = `hashtext('video-tutorials lease'), hashtext($1)`;

/**
 * Sole ownership of something with effects outside, such as sending mail: a session-level advisory lock on a
 * connection of its own. The database frees it the moment that the owner dies.
 */
export class Lease {
  #client: pg.PoolClient | null = null;

  /** @param onLost called when a lease that was held is gone: stop the work, another may have begun it. */
  constructor(
    private readonly pool: pg.Pool,
    private readonly name: string,
    private readonly onLost: (error: Error) => void,
  ) {}

  get held(): boolean {
    return this.#client !== null;
  }

  /** Takes the lease if it is free. @returns whether it is held now. */
  async take(): Promise<boolean> {
    if (this.#client) return true;
    const client = await this.pool.connect();
    let taken = false;
    try {
      const { rows } = await client.query<{ taken: boolean }>(`SELECT pg_try_advisory_lock(${KEY}) AS taken`, [
        this.name,
      ]);
      taken = rows[0]?.taken === true;
    } finally {
      if (!taken) client.release();
    }
    if (taken) this.#hold(client);
    return taken;
  }

  /** Gives the lease back, so that the next owner can have it at once. */
  async release(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    if (!client) return;
    const freed = await client.query(`SELECT pg_advisory_unlock(${KEY})`, [this.name]).then(
      () => true,
      () => false,
    );
    // What could not be unlocked ends with its connection.
    client.release(!freed);
  }

  #hold(client: pg.PoolClient): void {
    this.#client = client;
    const lose = (error: Error = new Error('The connection has ended')) => {
      if (this.#client !== client) return;
      this.#client = null;
      client.release(error);
      this.onLost(error);
    };
    client.once('error', lose);
    client.once('end', () => lose());
  }
}
