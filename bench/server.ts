import pg from 'pg';
import { createDatabase } from '@/db/embedded/create-database';
import { freePort } from '@/db/embedded/port';
import { startEmbedded, type EmbeddedPostgres } from '@/db/embedded/start';
import { admitGuests } from '@/workers/services/testing/guests';
import { setUpDatabase } from '@/db/access/set-up';
import { SITE } from '@/workers/services/site-database';
import { connect } from './connect';
import { audience } from './subject/audience';

/** A database with the set-up of a site. */
export interface Database {
  /** The superuser's URL. */
  readonly url: string;
  drop(): Promise<void>;
}

/** An embedded Postgres with the durable settings of a site. */
export interface Server {
  /** The version, such as `18.4`. */
  readonly version: string;
  /** Creates a database. @param copied a database to copy, which must have no connections. */
  database(name: string, copied?: string): Promise<Database>;
  /** Creates an empty database, for a whole site. @returns the superuser's URL. */
  emptyDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts a server.
 * @param options.settings in addition to those of a site. @param options.variables of the server's environment.
 */
export async function startServer(
  dataDir: string,
  options: { settings?: Record<string, string>; variables?: Record<string, string> } = {},
): Promise<Server> {
  const { variables } = options;
  const start = async () => startEmbedded({ dataDir, log: console.error, port: await freePort(), variables });
  let server: EmbeddedPostgres = await start();
  const settings = Object.entries(options.settings ?? {});
  if (settings.length > 0) {
    // Some settings need a restart.
    await execute(
      server.url,
      settings.map(([name, value]) => `ALTER SYSTEM SET ${name} = ${pg.escapeLiteral(value)}`),
    );
    await server.stop();
    server = await start();
  }
  const version = await requireDurable(server.url);

  return {
    version,
    async database(name, copied) {
      const url = urlOf(server.url, name);
      if (copied === undefined) {
        await createDatabase(server.url, name);
        await setUpDatabase(SITE, url);
      } else {
        await execute(server.url, [`CREATE DATABASE ${name} TEMPLATE ${copied} STRATEGY file_copy`]);
      }
      await withClient(url, (client) => admitGuests(client, [audience.category]));
      return { url, drop: () => execute(server.url, [`DROP DATABASE ${name} WITH (FORCE)`]) };
    },
    async emptyDatabase(name) {
      await createDatabase(server.url, name);
      return urlOf(server.url, name);
    },
    stop: () => server.stop(),
  };
}

/** Runs each statement in its own transaction. */
export async function execute(url: string, statements: readonly string[]): Promise<void> {
  await withClient(url, async (client) => {
    for (const statement of statements) await client.query(statement);
  });
}

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = await connect(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(admin: string, database: string): string {
  const url = new URL(admin);
  url.pathname = `/${database}`;
  return url.href;
}

/** Checks that commits are durable. Other figures would mean nothing. @returns the version of the server. */
async function requireDurable(url: string): Promise<string> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ durable: boolean; version: string }>(
      `SELECT current_setting('fsync') = 'on' AND current_setting('synchronous_commit') = 'on' AS durable,
              current_setting('server_version') AS version`,
    ),
  );
  const [row] = rows;
  if (!row?.durable) throw new Error('void: without fsync and synchronous_commit the server loses what it confirms');
  return row.version;
}
