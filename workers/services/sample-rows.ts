import { escapeLiteral } from 'pg';
import type { Service, SharedTable } from '@/db/access/access';
import { WORKERS } from './services';

const ID = '00000000-0000-4000-8000-000000000000';

/** Sample rows of the tables that all workers share, which disturb no service. */
const ROWS: readonly [table: string, columns: string, values: (name: string) => string, isOfAggregators?: boolean][] = [
  ['runtime.checkpoint', 'consumer, category, position', (name) => `${name}, 'tried', 0`],
  [
    'runtime.timer',
    'consumer, timer_id, due_at, stream_name, message, cause',
    (name) => `${name}, 'tried', 'infinity', 'tried-1', '{}', 'tried-1'`,
  ],
  [
    'runtime.job',
    'consumer, stream_name, kind, key, cause_id, cause_position, position, owner, stage, step, cost',
    (name) => `${name}, 'tried-1', 'tried', '', '${ID}', 0, 1, 'tried', 0, 0, 1`,
  ],
  ['runtime.job_turn', 'consumer, owner, served', (name) => `${name}, 'tried', 0`],
  ['runtime.job_pace', 'consumer, stage, step, seconds, cost', (name) => `${name}, 0, 0, 1, 1`],
  [
    'runtime.snapshot',
    'consumer, stream_name, version, state_version, state',
    (name) => `${name}, 'tried-1', 0, 1, '{}'`,
  ],
  [
    'runtime.failed_message',
    'consumer, message_id, category, stream_name, global_position, type, state',
    (name) => `${name}, '${ID}', 'tried', 'tried-1', 1, 'Tried', 'skipped'`,
  ],
  ['runtime.consumer', 'consumer, category', (name) => `${name}, 'tried'`],
  [
    'runtime.lease',
    'consumer, category, partition, owner, owned_until',
    (name) => `${name}, 'tried', 0, '${ID}', '-infinity'`,
  ],
  ['runtime.outcome', 'trace_id, message_id, component, events', (name) => `'${ID}', '${ID}', ${name}, '[]'`],
  [
    'runtime.process',
    'process, worker, token, consumers, host, pid',
    (name) => `'${ID}', ${name}, 0, '{}', 'tried', 0`,
  ],
  ['runtime.projected', 'trace_id, aggregator, message_id', (name) => `'${ID}', ${name}, '${ID}'`],
  [
    'runtime.build',
    'schema, aggregator, version, state',
    (name) => `replace(${name}, '-', '_') || '_v0', ${name}, 0, 'retired'`,
    true,
  ],
];

/** The tables of the runtime, with statements that add a row of the service itself and of each other worker. */
export const SHARED: readonly SharedTable[] = ROWS.map(([table, columns, values, isOfAggregators]) => {
  const insert = ({ name }: Service) => `INSERT INTO ${table} (${columns}) VALUES (${values(escapeLiteral(name))})`;
  const workers = WORKERS.filter(({ kind }) => !isOfAggregators || kind === 'aggregator');
  return {
    table,
    own: (service) => [insert(service)],
    others: (service) => workers.filter(({ name }) => name !== service.name).map(insert),
  };
});
