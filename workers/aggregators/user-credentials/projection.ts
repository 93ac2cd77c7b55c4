import { identity } from '@/workers/identity/contract';
import { eventsOf, type FactOf, type Statement } from '@/workers/runtime/aggregator';
import { foldPatches, sorted, upsert, type Patch } from '../upsert';
import type { Credentials } from './tables';

type IdentityEvent = FactOf<typeof identity>;
type AccountEvent = Extract<IdentityEvent, { type: 'Registered' | 'EmailConfirmed' }>;

const credentials = {
  name: 'user_credentials',
  key: 'user_id',
  columns: ['email', 'name', 'password_hash', 'email_confirmed', 'registered_at'],
} as const;

function patchOf({ type, data }: AccountEvent): Patch<Credentials> {
  if (type === 'EmailConfirmed') return { email_confirmed: true };
  const { email, name, passwordHash, registeredAt } = data;
  return { email, name, password_hash: passwordHash, email_confirmed: false, registered_at: registeredAt };
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

const isOfAccount = (event: IdentityEvent): event is AccountEvent => event.type === 'Registered' || event.type === 'EmailConfirmed';

export const projections = [
  eventsOf(
    identity,
    (events) => [
      ...upsert<Credentials>(credentials, foldPatches(events.filter(isOfAccount), ({ data }) => data.userId, patchOf)),
      ...endSessions(events),
      ...rememberFailures(events),
    ],
    // No public page shows any of this; a person's own pages may say whether their address is confirmed.
    (events) => events.filter(({ type }) => type === 'EmailConfirmed').map(({ data }) => `creator:${(data as { userId: string }).userId}`),
  ),
];
