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

/** Only makes the SQL. read.ts runs it, and sets the asker. */
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
 * Begins a query of the views: `views.selectFrom('videos').where('videoId', '=', id).selectAll()`. The aggregators
 * define the views and columns, and a missing one fails the type check. int8 is read as a number, timestamptz as a
 * Date.
 */
export const views = builder.withSchema('view');

/**
 * A query of something other than a view, such as a function of the database. Nothing checks its columns:
 * `` statement(sql<{ one: number }>`SELECT 1 AS one`) ``.
 */
export function statement<Row>(raw: RawBuilder<Row>): Query<Row> {
  return { compile: () => raw.compile(builder) };
}

/**
 * Returns a query in the form that `pg` takes, and a function that converts the database's rows: column names become
 * camel case.
 */
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
