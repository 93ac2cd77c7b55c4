import 'server-only';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, QueryResultRow } from 'pg';
import { read, type AnyAsker, type Statement } from './read';

/** The longest lag of a replica in use, in milliseconds. Pages are never older than this plus the time of one check. */
const MAX_LAG_MS = 10_000;
/** How long the replica may take to answer. After that the primary is used. */
const TIMEOUT_MS = 3_000;
const CHECK_EVERY_MS = 1_000;
/** The pause between two checks of the replay, in milliseconds: the first and the longest. */
const FIRST_WAIT_MS = 5;
const MAX_WAIT_MS = 100;

/**
 * The position of the next record of the primary's log. Everything committed, durably or not, is before it. If it would
 * begin a page of the log, it is behind that page's header, which no replica has yet; the header is subtracted then.
 */
const END_OF_LOG = `
  SELECT (lsn - CASE WHEN mod(lsn - '0/0'::pg_lsn, 8192) = 24 THEN 24 ELSE 0 END)::text AS "endOfLog"
  FROM pg_current_wal_insert_lsn() AS lsn`;

/**
 * Reads from a replica, and from the primary while the replica does not answer or is far behind.
 *
 *   unused ──answers, and has replayed all that the primary has──▶ in use
 *    ▲ │
 *    └── a read or a check fails, or it is ten seconds behind ──────┘
 *
 * It begins as unused. So after a page from the primary, the replica never gives an older one.
 */
export class Replica {
  readonly #primary: Pool;
  readonly #replica: Pool;
  readonly #log: (line: string) => void;
  readonly #closing = new AbortController();
  #inUse = false;
  #hasLogged = false;

  /** @param log called once when the replica goes out of use, with the reason, and once when it is used again. */
  constructor(primary: Pool, replica: Pool, log: (line: string) => void) {
    this.#primary = primary;
    this.#replica = replica;
    this.#log = log;
    void this.#watch();
  }

  get inUse(): boolean {
    return this.#inUse;
  }

  /**
   * Reads as an asker, or as a visitor (null).
   * @param run `read` of the caller, because the bundles of a process share a replica, and only that of the pages knows
   * which page is being rendered.
   * @throws the error of the primary, if the replica cannot answer either.
   */
  async query<Row extends QueryResultRow>(
    text: string,
    values: unknown[],
    asker: AnyAsker,
    run: typeof read = read,
  ): Promise<Row[]> {
    if (!this.#inUse) return run<Row>(this.#primary, asker, { text, values });
    try {
      return await this.#readReplica<Row>(text, values, asker, run);
    } catch (error) {
      // If the statement is wrong or the primary is down too, this throws, and the replica stays in use.
      const rows = await run<Row>(this.#primary, asker, { text, values });
      this.#stopUsing(reasonOf(error));
      return rows;
    }
  }

  /**
   * Resolves when reads show everything that was committed before the call: after milliseconds, or when the replica
   * goes out of use.
   */
  async catchUp(): Promise<void> {
    if (!this.#inUse) return;
    const endOfLog = await this.#endOfLog();
    if (endOfLog === null) return;
    await this.#isReplayed(endOfLog, Infinity).catch((error: unknown) => this.#stopUsing(reasonOf(error)));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#replica.end();
  }

  async #watch(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#check();
      await delay(CHECK_EVERY_MS, undefined, { ref: false, signal: this.#closing.signal }).catch(() => {});
    }
  }

  async #check(): Promise<void> {
    const wasInUse = this.#inUse;
    const endOfLog = await this.#endOfLog();
    // Without the primary, no data is newer than the replica's.
    if (endOfLog === null) return;
    try {
      const isReplayed = await this.#isReplayed(endOfLog, wasInUse ? MAX_LAG_MS : CHECK_EVERY_MS);
      if (isReplayed && !wasInUse) this.#startUsing();
      if (!isReplayed)
        this.#stopUsing(wasInUse ? `it is more than ${MAX_LAG_MS / 1000} s behind` : 'it has yet to catch up');
    } catch (error) {
      this.#stopUsing(reasonOf(error));
    }
  }

  /** Returns null if the primary does not answer. */
  async #endOfLog(): Promise<string | null> {
    const answer = await this.#primary.query<{ endOfLog: string }>(END_OF_LOG).catch(() => null);
    return answer?.rows[0]?.endOfLog ?? null;
  }

  /**
   * Checks, at growing intervals, whether the log is replayed up to this position.
   * @returns true if it is; false if that takes longer than `timeoutMs`, or if the use of the replica changes
   *   meanwhile.
   */
  async #isReplayed(endOfLog: string, timeoutMs: number): Promise<boolean> {
    const [began, wasInUse] = [performance.now(), this.#inUse];
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, MAX_WAIT_MS)) {
      const [row] = await this.#readReplica<{ replayed: boolean | null }>(
        'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS replayed',
        [endOfLog],
      );
      if (row?.replayed) return true;
      if (row?.replayed === null) throw new Error('it is not a replica');
      if (this.#inUse !== wasInUse || performance.now() - began > timeoutMs) return false;
      await delay(wait);
    }
  }

  /** @throws also if there is no answer in time: for lack of a connection, or on a dead connection, which it closes. */
  async #readReplica<Row extends QueryResultRow>(
    text: string,
    values: unknown[],
    asker: AnyAsker = null,
    run: typeof read = read,
  ): Promise<Row[]> {
    const limited: Statement = { text, values, query_timeout: 2 * TIMEOUT_MS };
    const finished = new AbortController();
    const timeout = delay(TIMEOUT_MS, undefined, { signal: finished.signal }).then(() => {
      throw new Error(`it has not answered in ${TIMEOUT_MS / 1000} s`);
    });
    timeout.catch(() => {});
    try {
      return await Promise.race([run<Row>(this.#replica, asker, limited), timeout]);
    } finally {
      finished.abort();
    }
  }

  #startUsing(): void {
    this.#inUse = true;
    if (this.#hasLogged) this.#log('Reading from the replica again.');
    this.#hasLogged = false;
  }

  #stopUsing(reason: string): void {
    this.#inUse = false;
    if (this.#hasLogged || this.#closing.signal.aborted) return;
    this.#log(`Reading from the primary, because of the replica: ${reason}.`);
    this.#hasLogged = true;
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  return message || code || 'it cannot be reached';
}
