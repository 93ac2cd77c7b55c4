import 'server-only';
import type { Pool, QueryConfig, QueryResultRow } from 'pg';
import { cache } from 'react';
import { PageConnection } from './page-connection';

/** The user for whom a page queries views. The rules of views compare with it. */
export interface Asker {
  readonly userId: string;
  /** Default false. */
  readonly isAdmin?: boolean;
  /** Default false. */
  readonly isModerator?: boolean;
  /** The id of a video whose address the user has, which opens it if it is unlisted. Default: none. */
  readonly videoId?: string;
  /** The hash of the token of an invitation whose link the user has. Default: none. */
  readonly invitation?: string;
}

/** A visitor who has the address of a video, or the link of an invitation. */
export interface VisitorWithAddress {
  readonly userId: null;
  readonly isAdmin?: false;
  readonly isModerator?: false;
  readonly videoId?: string;
  readonly invitation?: string;
}

/** Null for a visitor without such an address, who sees only rows that everybody may see. */
export type AnyAsker = Asker | VisitorWithAddress | null;

/** One statement. After its `query_timeout`, in milliseconds, the connection is closed. */
export type Statement = Omit<QueryConfig, 'name'> & { query_timeout?: number };

/** The connection of the page that is being rendered. Elsewhere, as in an action, each statement takes its own. */
const pageConnection = cache((pool: Pool) => new PageConnection(pool));

/** Runs one statement as an asker. */
export function read<Row extends QueryResultRow>(pool: Pool, asker: AnyAsker, statement: Statement): Promise<Row[]> {
  return pageConnection(pool).read<Row>(asker, statement);
}
