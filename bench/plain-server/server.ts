import pg from 'pg';
import { API_ROUTES } from '@/app/_server/routes';
import { createSiteServer } from '@/app/_server/server';
import { connection } from '@/app/_lib/queries/database';
import { pace } from '@/app/api/viewings/pace';
import { commandOf, takeReports, type ReceivedReport } from '@/app/api/viewings/handler';
import { beginSession } from '@message-db/client';
import { viewCounting } from '@/workers/view-counting/contract';

/**
 * The application's server without Next, in a process of its own: `server.ts <variant> <port>`. The variants differ in
 * what they do with a report that the handler has checked.
 */
const RECORDERS: Record<string, ((report: ReceivedReport) => Promise<void>) | null> = {
  ours: null,
  nothing: async () => {},
  own: writeMessageEach,
};
const CONNECTIONS = 64;

const [variant = 'ours', port] = process.argv.slice(2);
const record = RECORDERS[variant];
if (record) {
  const route = API_ROUTES.find(({ path }) => path === '/api/viewings')!;
  route.handler = takeReports(pace(record));
}
const server = createSiteServer(
  { siteUrl: `http://127.0.0.1:${port}`, isTrustedProxy: () => false, isAction: () => false, isFile: () => false },
  { next: async (_request, response) => void response.writeHead(404).end() },
);
server.listen(Number(port), '127.0.0.1', () => process.send?.({ type: 'ready' }));
process.once('SIGTERM', () => process.exit());

let pool: pg.Pool | undefined;

/** Calls `write_message` for each report, as Message DB's clients do. */
async function writeMessageEach(report: ReceivedReport): Promise<void> {
  pool ??= new pg.Pool({
    connectionString: connection().connectionString,
    max: CONNECTIONS,
    onConnect: (client) => beginSession(client, connection()),
  });
  const { id, type, data, metadata } = commandOf(report);
  await pool.query({
    name: 'write_message',
    text: 'SELECT message_store.write_message($1, $2, $3, $4, $5)',
    values: [id, viewCounting.commandStream(report.viewingId), type, data, { ...metadata, traceId: id }],
  });
}
