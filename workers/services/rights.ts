import { roleOf } from '@/roles';
import type { Grant } from '@/db/access/access';
import type { Kind } from './services';

/** A right on some objects. Names without a schema belong to the schema of the first name. */
interface Right {
  readonly kinds?: readonly Kind[];
  /** The names of the services, unless all services of a kind have the right. */
  readonly services?: readonly string[];
  readonly may: readonly string[];
  /** The kind of the objects, as in GRANT. Views are tables. */
  readonly on: 'SCHEMA' | 'TABLE' | 'SEQUENCE' | 'FUNCTION';
  readonly names: readonly string[];
}

export const READING = [
  'category',
  'id',
  'cardinal_id',
  'is_category',
  'hash_64',
  'stream_version',
  'get_stream_messages',
  'get_category_messages',
  'get_last_stream_message',
];
/** The functions for appends. They check the category's owner. */
export const APPENDING = ['acquire_lock', 'write_message', 'write_messages', 'find_written'];
const EVERYBODY: readonly Kind[] = ['application', 'component', 'aggregator', 'operator'];
const WORKER_KINDS: readonly Kind[] = ['component', 'aggregator'];
/**
 * The services that read the keys of personal data: they send mail, show names or addresses, sign people in, or forget
 * them.
 */
const READS_KEYS = [
  ...['identity', 'send-email', 'channel', 'collaboration', 'exporting', 'moderation', 'weekly-summaries'],
  ...['channels', 'collaborators', 'home-page', 'moderation-cases', 'search', 'user-credentials', 'videos'],
];
const JOB_TABLES = ['job', 'job_turn', 'job_pace'];
const WRITE = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

const of = (schema: string, ...names: string[]) => names.map((name) => `${schema}.${name}`);

/**
 * All rights of the services in the schemas that set-up makes. Set-up revokes any other right. The rights on each view
 * follow `READERS` and `VIEW_ACCESS` in roles.ts. No role has INSERT, UPDATE, DELETE or TRUNCATE on messages: appends
 * go through functions.
 */
const RIGHTS: readonly Right[] = [
  { kinds: EVERYBODY, may: ['USAGE'], on: 'SCHEMA', names: ['message_store', 'runtime', 'view'] },

  // Workers and operators read the log. The application does not: pages show views.
  {
    kinds: ['component', 'aggregator', 'operator'],
    may: ['SELECT'],
    on: 'TABLE',
    names: of('message_store', 'messages'),
  },
  {
    kinds: ['component', 'aggregator', 'operator'],
    may: ['EXECUTE'],
    on: 'FUNCTION',
    names: of('message_store', ...READING),
  },
  // Pure functions, which acquire_lock calls with the rights of its caller.
  { kinds: ['application'], may: ['EXECUTE'], on: 'FUNCTION', names: of('message_store', 'category', 'hash_64') },

  { kinds: ['application', 'component'], may: ['EXECUTE'], on: 'FUNCTION', names: of('message_store', ...APPENDING) },
  { kinds: ['application', 'component'], may: ['SELECT'], on: 'TABLE', names: of('message_store', 'writer') },
  // For currval, the global position of an appended message.
  {
    kinds: ['application', 'component'],
    may: ['SELECT'],
    on: 'SEQUENCE',
    names: of('message_store', 'messages_global_position_seq'),
  },

  // The application stores the keys of people who register, and reads none. Identity deletes them. Services that
  // decrypt read them: identity and mail, and the aggregators that show names or sign people in.
  { services: ['application', ...READS_KEYS], may: ['USAGE'], on: 'SCHEMA', names: ['personal'] },
  {
    kinds: ['application'],
    may: ['EXECUTE'],
    on: 'FUNCTION',
    names: of('personal', 'keep_key', 'keep_message_key', 'address_id', 'salt_of'),
  },
  { services: READS_KEYS, may: ['SELECT'], on: 'TABLE', names: of('personal', 'key', 'message_key') },
  { services: ['identity'], may: ['EXECUTE'], on: 'FUNCTION', names: of('personal', 'forget') },
  // When an invitation ends, or a link to a new address, it forgets the address in it.
  {
    services: ['collaboration', 'identity'],
    may: ['EXECUTE'],
    on: 'FUNCTION',
    names: of('personal', 'forget_message_key'),
  },
  // It makes the ids of handles as those of addresses are made.
  { services: ['channel'], may: ['EXECUTE'], on: 'FUNCTION', names: of('personal', 'address_id') },

  // It counts what has a limit, and reads no counts of others.
  { kinds: ['application'], may: ['USAGE'], on: 'SCHEMA', names: ['limits'] },
  {
    kinds: ['application'],
    may: ['EXECUTE'],
    on: 'FUNCTION',
    names: of('limits', 'take', 'give_back', 'forget', 'taken'),
  },

  // For signing in.
  { kinds: ['application'], may: ['EXECUTE'], on: 'FUNCTION', names: of('view', 'password_of') },

  // The runtime's tables for workers. row-policies.ts defines which rows a worker owns.
  { kinds: WORKER_KINDS, may: ['SELECT'], on: 'TABLE', names: of('runtime', 'service') },
  { kinds: WORKER_KINDS, may: ['EXECUTE'], on: 'FUNCTION', names: of('runtime', 'is_own') },
  {
    kinds: WORKER_KINDS,
    may: WRITE,
    on: 'TABLE',
    names: of('runtime', 'process', 'consumer', 'lease', 'checkpoint', 'failed_message', 'outcome', 'projected'),
  },
  { kinds: ['component'], may: WRITE, on: 'TABLE', names: of('runtime', 'timer', 'snapshot', ...JOB_TABLES) },
  { kinds: ['component'], may: ['SELECT'], on: 'TABLE', names: of('runtime', 'build') },
  { kinds: ['aggregator'], may: WRITE, on: 'TABLE', names: of('runtime', 'build') },

  // The application reads the outcomes of commands, the checkpoints of consumers, and parked messages.
  {
    kinds: ['application'],
    may: ['SELECT'],
    on: 'TABLE',
    names: of('runtime', 'outcome', 'projected', 'checkpoint', 'failed_message'),
  },
  // Pages show the place of a person's own videos in the queue, and no jobs.
  { kinds: ['application'], may: ['EXECUTE'], on: 'FUNCTION', names: of('runtime', 'job_places') },
  {
    kinds: ['operator'],
    may: ['SELECT'],
    on: 'TABLE',
    names: of(
      'runtime',
      'process',
      'consumer',
      'lease',
      'checkpoint',
      'failed_message',
      'timer',
      ...JOB_TABLES,
      'outcome',
      'projected',
      'build',
    ),
  },

  // Aggregators show their tables by views that they own in the schema `view`.
  { kinds: ['aggregator'], may: ['CREATE'], on: 'SCHEMA', names: ['view'] },
];

/** Each right of each role. Components and aggregators have their common rights from their group. */
export const GRANTS: readonly Grant[] = [
  // Aggregators make a schema for each build.
  { privilege: 'CREATE', object: 'DATABASE', role: roleOf('aggregator') },
  ...RIGHTS.flatMap(({ kinds = [], services = [], may, on, names }) =>
    [...kinds, ...services].flatMap((grantee) =>
      names.flatMap((name) => may.map((privilege) => ({ privilege, object: `${on} ${name}`, role: roleOf(grantee) }))),
    ),
  ),
];
