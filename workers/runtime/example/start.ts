import { createPool, migrate, storeMigrations } from '@message-db/client';
import { projects, createLog, runtimeMigrations, startWorker } from '@message-db/runtime';
import { library } from './component';
import { lentBooks } from './view';

const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) throw new Error('DATABASE_URL is not set');

// Creates the message store and the runtime's own tables, unless they exist.
const pool = createPool({ connectionString: databaseUrl, max: 1 });
const client = await pool.connect();
await migrate(client, [storeMigrations, runtimeMigrations]);
client.release();
await pool.end();

// Here both run in one process. In production each has its own process, which is started with `runWorker`.
const log = createLog('library', 'warn');
const workers = [
  startWorker({ ...library, databaseUrl, log }),
  startWorker({ name: lentBooks.name, subscriptions: projects(lentBooks), databaseUrl, log }),
];
await Promise.all(workers.map((worker) => worker.ready));
process.send?.('ready');

process.once('SIGTERM', () => void Promise.all(workers.map((worker) => worker.stop())));
