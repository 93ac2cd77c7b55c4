import 'server-only';
import { Query, type Connection, type PoolClient, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import { ASKER_SETTINGS } from '@/roles';
import type { AnyAsker, Statement } from './read';

type Asker = NonNullable<AnyAsker>;

/** Sets the asker until the end of the transaction. Returns no row. */
const SET_ASKER = {
  name: '',
  types: [],
  text: `SELECT WHERE set_config('${ASKER_SETTINGS.userId}', $1, true) IS NULL
                   OR set_config('${ASKER_SETTINGS.isAdmin}', $2, true) IS NULL
                   OR set_config('${ASKER_SETTINGS.isModerator}', $3, true) IS NULL
                   OR set_config('${ASKER_SETTINGS.videoId}', $4, true) IS NULL
                   OR set_config('${ASKER_SETTINGS.invitation}', $5, true) IS NULL
                   OR set_config('transaction_read_only', 'on', true) IS NULL`,
};

/** Also sets the longest time of the statement after it, in milliseconds: the server ends it, not only the client's wait. */
const SET_ASKER_AND_LIMIT = {
  ...SET_ASKER,
  text: `${SET_ASKER.text}
                   OR set_config('statement_timeout', $6, true) IS NULL`,
};

type Callback<Row extends QueryResultRow> = (error: Error | null, result: QueryResult<Row>) => void;

/** `pg`'s Query, with the parts that its types omit. */
const BaseQuery = Query as unknown as new <Row extends QueryResultRow>(
  config: QueryConfig & { queryMode: 'extended' },
  callback: Callback<Row>,
) => {
  /** Sends the query. Returns an error if it cannot; then nothing is sent. */
  submit(connection: Connection): Error | null;
  handleCommandComplete(message: unknown, connection: Connection): void;
};

/**
 * A statement, and in front of it one that sets the asker, in one transaction and one round trip: `pg` sends both
 * before the message `Sync`, which ends the transaction. At its end, and however it ends, the database forgets the
 * asker, so the next statement on the connection is a visitor's again.
 */
class QueryAs<Row extends QueryResultRow> extends BaseQuery<Row> {
  readonly query_timeout: number | undefined;
  readonly #asker: Asker;
  #isAskerSet = false;

  constructor(asker: Asker, statement: Statement, callback: Callback<Row>) {
    super({ ...statement, queryMode: 'extended' }, callback);
    this.query_timeout = statement.query_timeout;
    this.#asker = asker;
  }

  override submit(connection: Connection): Error | null {
    const { userId, isAdmin = false, isModerator = false, videoId, invitation } = this.#asker;
    connection.stream.cork();
    const limit = this.query_timeout === undefined ? [] : [String(this.query_timeout)];
    connection.parse(limit.length === 0 ? SET_ASKER : SET_ASKER_AND_LIMIT, true);
    const rights = [String(isAdmin), String(isModerator)];
    connection.bind({ values: [userId ?? '', ...rights, videoId ?? '', invitation ?? '', ...limit] }, true);
    connection.execute({}, true);
    const error = super.submit(connection);
    connection.stream.uncork();
    // No Sync was sent, so the next statement would belong to this transaction.
    if (error) connection.stream.destroy();
    return error;
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.#isAskerSet) super.handleCommandComplete(message, connection);
    this.#isAskerSet = true;
  }
}

/**
 * Runs one statement as an asker.
 * @param client a client in pipeline mode sends it at once; another waits for the answers of earlier statements.
 */
export function queryAs<Row extends QueryResultRow>(
  client: PoolClient,
  asker: Asker,
  statement: Statement,
): Promise<QueryResult<Row>> {
  return new Promise((resolve, reject) => {
    client.query(new QueryAs<Row>(asker, statement, (error, result) => (error ? reject(error) : resolve(result))));
  });
}
