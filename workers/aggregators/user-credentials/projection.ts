import type { EventOf } from '@message-db/client';
import { eventsOf, type Statement } from '@/workers/runtime/aggregator';
import { identity } from '@/workers/identity/contract';
import { foldPatches, sorted, upsert, type Patch } from '../upsert';
import type { Credentials } from './tables';

type IdentityEvent = EventOf<typeof identity>;
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

const isOfAccount = (event: IdentityEvent): event is AccountEvent => event.type === 'Registered' || event.type === 'EmailConfirmed';

export const projections = [
  eventsOf(
    identity,
    (events) => [
      ...upsert<Credentials>(credentials, foldPatches(events.filter(isOfAccount), ({ data }) => data.userId, patchOf)),
      ...endSessions(events),
    ],
    // No public page shows any of this; a person's own pages may say whether their address is confirmed.
    (events) => events.filter(({ type }) => type === 'EmailConfirmed').map(({ data }) => `creator:${(data as { userId: string }).userId}`),
  ),
];
