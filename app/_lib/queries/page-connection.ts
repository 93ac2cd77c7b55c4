import 'server-only';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { queryAs } from './query-as';
import type { AnyAsker, Statement } from './read';

/** A connection while the pool lends it. */
interface Lent {
  readonly client: Promise<PoolClient>;
  /** How many statements wait for the connection or for their rows. */
  open: number;
  isReturned: boolean;
  /** Set if a statement failed. Then the connection is closed when it is returned. */
  error?: Error;
}

/**
 * The connection on which one page reads. The pool lends it for the first statement and gets it back after the last
 * answer, so a page has at most one connection at a time. Statements are sent without waiting for the answers of others
 * (pipelining, for which the pool needs `pipeline`), so a page takes one round trip, and one more for each question
 * that depends on an answer. Each statement is a transaction of its own, with an asker of its own.
 */
export class PageConnection {
  readonly #pool: Pool;
  #lent: Lent | null = null;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /**
   * Runs one statement as an asker.
   * @throws the error of the database, which other statements do not notice. If the connection is lost, or a statement
   *   exceeds its `query_timeout`, all statements fail that wait for an answer.
   */
  async read<Row extends QueryResultRow>(asker: AnyAsker, statement: Statement): Promise<Row[]> {
    const lent = (this.#lent ??= { client: this.#pool.connect(), open: 0, isReturned: false });
    lent.open += 1;
    try {
      const client = await lent.client;
      const { rows } = await (asker ? queryAs<Row>(client, asker, statement) : client.query<Row>(statement));
      return rows;
    } catch (error) {
      lent.error ??= error as Error;
      // The next statement gets another connection.
      if (this.#lent === lent) this.#lent = null;
      throw error;
    } finally {
      lent.open -= 1;
      // Later, because a page that gets an answer often asks the next question at once.
      if (lent.open === 0) setImmediate(() => this.#giveBack(lent));
    }
  }

  #giveBack(lent: Lent): void {
    if (lent.open > 0 || lent.isReturned) return;
    lent.isReturned = true;
    if (this.#lent === lent) this.#lent = null;
    lent.client.then(
      (client) => client.release(lent.error),
      // The pool had no connection to lend, as each of the statements has thrown.
      () => {},
    );
  }
}
