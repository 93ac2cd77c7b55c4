import { roleOf } from '@/roles';

const WORKER_ROLES = [roleOf('aggregator'), roleOf('component')].join(', ');

/** A row belongs to the service that owns the names in these columns: see `runtime.is_own`. */
const own = (table: string, names: string) =>
  `own ON runtime.${table} FOR ALL TO ${WORKER_ROLES} USING (runtime.is_own(VARIADIC ${names}))`;
const read = (table: string, role = 'PUBLIC') => `read ON runtime.${table} FOR SELECT TO ${role} USING (true)`;

/**
 * The owners of rows in the tables that all workers share: row policies, each the text after CREATE POLICY, as Postgres
 * prints it. rights.ts has the rights on whole tables.
 */
export const ROW_POLICIES: readonly string[] = [
  ...['consumer', 'lease', 'checkpoint', 'failed_message'].flatMap((table) => [
    own(table, 'ARRAY[consumer]'),
    read(table),
  ]),
  own('outcome', 'ARRAY[component]'),
  read('outcome'),
  own('projected', 'ARRAY[aggregator]'),
  read('projected'),
  own('build', 'ARRAY[aggregator, schema]'),
  read('build'),
  // A process may register only its own consumers, because other processes would assign it partitions of all that it
  // names.
  own('process', '(worker || consumers)'),
  read('process'),
  `forget ON runtime.process FOR DELETE TO ${WORKER_ROLES} USING ((seen_at < (now() - '00:10:00'::interval)))`,
  // No other service may read these.
  own('timer', 'ARRAY[consumer]'),
  read('timer', roleOf('operator')),
  // Which jobs of a component a process may claim is the component's matter. Pages learn places in the queue by a function.
  ...['job', 'job_turn', 'job_pace'].flatMap((table) => [
    own(table, 'ARRAY[consumer]'),
    read(table, roleOf('operator')),
  ]),
  own('snapshot', 'ARRAY[consumer]'),
];
