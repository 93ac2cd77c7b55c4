import 'server-only';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, QueryResultRow } from 'pg';
import { read, type Statement, type Asker } from './read';

/** Pages are never older than this and the time of a check, in milliseconds: a replica further behind is left. */
const LONGEST_LAG_MS = 10_000;
/** A replica that takes longer to answer is no help. */
const ANSWER_MS = 3_000;
const CHECK_EVERY_MS = 1_000;
/** The pause between two checks of the replay: the first and the longest. */
const FIRST_LOOK_MS = 5;
const LAST_LOOK_MS = 100;

/**
 * Where the next record of the primary's log goes: everything committed, durably or not, is before that. Where it
 * would begin a page of the log it goes behind that page's header, which no replica has yet.
 */
const END_OF_LOG = `
  SELECT (lsn - CASE WHEN mod(lsn - '0/0'::pg_lsn, 8192) = 24 THEN 24 ELSE 0 END)::text AS "endOfLog"
  FROM pg_current_wal_insert_lsn() AS lsn`;

/**
 * Reads from a replica, and from the primary whenever the replica does not answer or is far behind.
 *
 *   left ──answers, and has replayed all that the primary has──▶ in use
 *    ▲                                                            │
 *    └── a read or a check fails, or it is ten seconds behind ────┘
 *
 * It begins as left. So a page that was read from the primary is never followed by an older one from the replica.
 */
export class Replica {
  readonly #primary: Pool;
  readonly #replica: Pool;
  readonly #log: (line: string) => void;
  readonly #closing = new AbortController();
  #inUse = false;
  #hasTold = false;

  /** @param log hears once that the replica is left, and why, and once that it is used again. */
  constructor(primary: Pool, replica: Pool, log: (line: string) => void) {
    this.#primary = primary;
    this.#replica = replica;
    this.#log = log;
    void this.#watch();
  }

  get inUse(): boolean {
    return this.#inUse;
  }

  /** Reads as somebody, or as a visitor (null). @throws what the primary throws, if the replica cannot answer either. */
  async query<Row extends QueryResultRow>(text: string, values: unknown[], asker: Asker | null): Promise<Row[]> {
    if (!this.#inUse) return read<Row>(this.#primary, asker, { text, values });
    try {
      return await this.#ask<Row>(text, values, asker);
    } catch (error) {
      // Where the statement is at fault, or the primary is away too, this throws, and the replica is not to blame.
      const rows = await read<Row>(this.#primary, asker, { text, values });
      this.#leave(reasonOf(error));
      return rows;
    }
  }

  /** Resolves when reads show all that was committed before the call: in milliseconds, or when the replica is left. */
  async catchUp(): Promise<void> {
    if (!this.#inUse) return;
    const endOfLog = await this.#endOfLog();
    if (endOfLog === null) return;
    await this.#replays(endOfLog, Infinity).catch((error: unknown) => this.#leave(reasonOf(error)));
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
    // Without the primary nothing is newer than what the replica has.
    if (endOfLog === null) return;
    try {
      const isReplayed = await this.#replays(endOfLog, wasInUse ? LONGEST_LAG_MS : CHECK_EVERY_MS);
      if (isReplayed && !wasInUse) this.#use();
      if (!isReplayed)
        this.#leave(wasInUse ? `it is more than ${LONGEST_LAG_MS / 1000} s behind` : 'it has yet to catch up');
    } catch (error) {
      this.#leave(reasonOf(error));
    }
  }

  /** Null if the primary does not answer. */
  async #endOfLog(): Promise<string | null> {
    const answer = await this.#primary.query<{ endOfLog: string }>(END_OF_LOG).catch(() => null);
    return answer?.rows[0]?.endOfLog ?? null;
  }

  /** Looks, at growing intervals, until that much of the log is replayed: whether it was, in time and in one use. */
  async #replays(endOfLog: string, patience: number): Promise<boolean> {
    const [began, wasInUse] = [performance.now(), this.#inUse];
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * 2, LAST_LOOK_MS)) {
      const [look] = await this.#ask<{ replayed: boolean | null }>(
        'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS replayed',
        [endOfLog],
      );
      if (look?.replayed) return true;
      if (look?.replayed === null) throw new Error('it is no replica');
      if (this.#inUse !== wasInUse || performance.now() - began > patience) return false;
      await delay(wait);
    }
  }

  /** @throws also when there is no answer in time, whether for want of a connection or on one that is dead, which is closed. */
  async #ask<Row extends QueryResultRow>(text: string, values: unknown[], asker: Asker | null = null): Promise<Row[]> {
    const limited: Statement = { text, values, query_timeout: 2 * ANSWER_MS };
    const answered = new AbortController();
    const late = delay(ANSWER_MS, undefined, { signal: answered.signal }).then(() => {
      throw new Error(`it has not answered in ${ANSWER_MS / 1000} s`);
    });
    late.catch(() => {});
    try {
      return await Promise.race([read<Row>(this.#replica, asker, limited), late]);
    } finally {
      answered.abort();
    }
  }

  #use(): void {
    this.#inUse = true;
    if (this.#hasTold) this.#log('Reading from the replica again.');
    this.#hasTold = false;
  }

  #leave(reason: string): void {
    this.#inUse = false;
    if (this.#hasTold || this.#closing.signal.aborted) return;
    this.#log(`Reading from the primary, because of the replica: ${reason}.`);
    this.#hasTold = true;
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  return message || code || 'it cannot be reached';
}
