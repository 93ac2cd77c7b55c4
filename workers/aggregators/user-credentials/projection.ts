import { identity } from '@/workers/identity/contract';
import { personalEventsOf, type OpenedFactOf } from '@/workers/aggregators/personal-events';
import type { Statement } from '@/workers/runtime/src/projecting/aggregator';
import { deleteRows, foldRows, sorted, upsert, type Patch } from '../upsert';
import type { Credentials } from './tables';

type IdentityEvent = OpenedFactOf<typeof identity>;
type AccountEvent = Extract<IdentityEvent, { type: 'Registered' | 'EmailConfirmed' | 'AccountDeleted' }>;

const credentials = {
  name: 'user_credentials',
  key: 'user_id',
  columns: ['email', 'name', 'password_hash', 'email_confirmed', 'registered_at'],
} as const;

/** Nobody can sign in to an account of which nothing is known any more. */
function patchOf({ type, data }: AccountEvent): Patch<Credentials> | 'delete' | null {
  if (type === 'EmailConfirmed') return { email_confirmed: true };
  if (type === 'AccountDeleted') return 'delete';
  const { email, name, passwordHash, registeredAt } = data;
  if (email === null || name === null || passwordHash === null) return null;
  return { email, name, password_hash: passwordHash, email_confirmed: false, registered_at: registeredAt };
}

/** Deletes come first: one batch may free an address and register it again. */
function keepAccounts(events: readonly IdentityEvent[]): Statement[] {
  const { patches, deleted } = foldRows<AccountEvent, Credentials>(
    events.filter(isOfAccount),
    ({ data }) => data.userId,
    patchOf,
  );
  return [...deleteRows(credentials, deleted), ...upsert<Credentials>(credentials, patches)];
}

/** A session ends once; what comes later changes nothing. */
function endSessions(events: readonly IdentityEvent[]): Statement[] {
  const ended = new Map<string, string>();
  for (const { type, data } of events) {
    if (type === 'UserSignedOut' && !ended.has(data.sessionHash)) ended.set(data.sessionHash, data.signedOutAt);
  }
  if (ended.size === 0) return [];
  const rows = sorted(ended);
  return [
    {
      text: `
        INSERT INTO user_credentials_ended_sessions (session_hash, ended_at)
        SELECT * FROM unnest($1::text[], $2::timestamptz[]) ON CONFLICT DO NOTHING`,
      values: [rows.map(([sessionHash]) => sessionHash), rows.map(([, endedAt]) => endedAt)],
    },
  ];
}

/** Keeps when signing in failed, ten times an address: more than that no limit asks for. */
function rememberFailures(events: readonly IdentityEvent[]): Statement[] {
  const failures = events.filter((event) => event.type === 'SignInFailed');
  if (failures.length === 0) return [];
  return [
    {
      text: `
        INSERT INTO user_credentials_sign_in_failures AS known (address_id, failed_at)
        SELECT address_id, (array_agg(at ORDER BY ordinal DESC))[1:10]
        FROM unnest($1::uuid[], $2::timestamptz[]) WITH ORDINALITY AS failure (address_id, at, ordinal)
        GROUP BY address_id ORDER BY address_id
        ON CONFLICT (address_id) DO UPDATE SET failed_at = (excluded.failed_at || known.failed_at)[1:10]`,
      values: [failures.map(({ data }) => data.addressId), failures.map(({ data }) => data.failedAt)],
    },
  ];
}

const OF_ACCOUNTS: readonly string[] = [
  'Registered',
  'EmailConfirmed',
  'AccountDeleted',
] satisfies AccountEvent['type'][];
const isOfAccount = (event: IdentityEvent): event is AccountEvent => OF_ACCOUNTS.includes(event.type);

export const projections = [
  personalEventsOf(
    identity,
    (events) => [...keepAccounts(events), ...endSessions(events), ...rememberFailures(events)],
    // No public page shows any of this; a person's own pages may say whether their address is confirmed, and who they are.
    (events) =>
      events.flatMap((event) =>
        event.type === 'EmailConfirmed' || event.type === 'AccountDeleted' ? [`creator:${event.data.userId}`] : [],
      ),
  ),
];
