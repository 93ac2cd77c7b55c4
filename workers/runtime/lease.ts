import type pg from 'pg';

/**
 * Sole ownership of something with effects outside, such as sending mail: a session-level advisory lock on a
 * connection of its own. The database frees it the moment that the owner dies.
 */
export class Lease {
  #client: pg.PoolClient | null = null;
  #lost = new AbortController();

  constructor(
    private readonly pool: pg.Pool,
    private readonly name: string,
  ) {}

  /** Aborts when the lease is lost: stop the work, another may have begun it. */
  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  /** Takes the lease if it is free. @returns whether it is held now. */
  async take(): Promise<boolean> {
    if (this.#client) return true;
    const client = await this.pool.connect();
    const { rows } = await client.query<{ taken: boolean }>(
      `SELECT pg_try_advisory_lock(hashtext('video-tutorials lease'), hashtext($1)) AS taken`,
      [this.name],
    );
    if (!rows[0]?.taken) {
      client.release();
      return false;
    }
    this.#lost = new AbortController();
    this.#client = client;
    client.on('error', (error) => {
      if (this.#client !== client) return;
      this.#client = null;
      this.#lost.abort(error);
      client.release(error);
    });
    return true;
  }

  /** Gives the lease back, with its connection. */
  release(): void {
    this.#client?.release(true);
    this.#client = null;
  }
}
