import 'server-only';
import {
  CamelCasePlugin,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Compilable,
  type RawBuilder,
} from 'kysely';
import type { Views } from '@/workers/aggregators/contract';

/** A query before it is run, with the type of its rows. */
export type Query<Row> = Compilable<Row>;

const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];

/** Makes the SQL alone. Running it is for read.ts, which says who the asker is. */
const builder = new Kysely<Views>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  plugins,
});

/**
 * Begins a query of the views: `views.selectFrom('videos').where('videoId', '=', id).selectAll()`. Views and columns are
 * those that the aggregators define, and one that is not there fails the type check. int8 is read as a number, timestamptz
 * as a Date.
 */
export const views = builder.withSchema('view');

/**
 * A query of something that is no view, such as a function of the database: `` statement(sql<{ one: number }>`SELECT 1 AS one`) ``.
 * Nothing checks its columns.
 */
export function statement<Row>(raw: RawBuilder<Row>): Query<Row> {
  return { compile: () => raw.compile(builder) };
}

/** A query as `pg` takes it, and what makes its rows of the database's: their columns in camel case. */
export function compile<Row>(query: Query<Row>): {
  text: string;
  values: unknown[];
  toRows: (rows: Record<string, unknown>[]) => Promise<Row[]>;
} {
  const { sql: text, parameters, queryId } = query.compile();
  const toRows = async (rows: Record<string, unknown>[]) => {
    let result = { rows };
    for (const plugin of plugins) result = await plugin.transformResult({ queryId, result });
    return result.rows as Row[];
  };
  return { text, values: [...parameters], toRows };
}
