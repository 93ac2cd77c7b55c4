import type { Statement } from '@message-db/runtime';
import type { identity, SessionDevice } from '@/workers/identity/contract';
import type { OpenedFactOf } from '@/workers/aggregators/personal-events';
import { ASKER } from '@/workers/aggregators/rules';
import { insertRows, sorted } from '../statements';
import { table, text, timestamptz, uuid } from '../table';

/** The sessions of each account that have not ended. The application decides which are too old. */
export const sessions = table(
  'user_credentials_sessions',
  {
    sessionHash: text('NOT NULL'),
    userId: uuid('NOT NULL'),
    kind: text('NOT NULL'),
    browser: text('NOT NULL'),
    system: text('NOT NULL'),
    begunAt: timestamptz('NOT NULL'),
    usedAt: timestamptz('NOT NULL'),
  },
  { key: ['sessionHash'], rule: ({ userId }) => `${userId} = ${ASKER}` },
);

/** Of a session that began before 2026-12. */
const UNKNOWN: SessionDevice = { kind: 'other', browser: 'other', system: 'other' };

/** Changes the sessions by events in their order. Each row is deleted, inserted or updated once. */
export function keepSessions(events: readonly OpenedFactOf<typeof identity>[]): Statement[] {
  const { begun, used, removed, deletedUsers } = fold(events);
  const rows = sorted(begun).map(([sessionHash, row]) => ({ sessionHash, ...row }));
  const { name, names } = sessions;
  const deleted = {
    text: `DELETE FROM ${name} WHERE ${names.sessionHash} = ANY($1::text[]) OR ${names.userId} = ANY($2::uuid[])`,
    values: [[...removed].sort(), [...deletedUsers].sort()],
  };
  const touched = {
    text: `
      UPDATE ${name} AS session SET ${names.usedAt} = use.at
      FROM unnest($1::text[], $2::timestamptz[]) AS use (session_hash, at)
      WHERE session.${names.sessionHash} = use.session_hash`,
    values: [sorted(used).map(([hash]) => hash), sorted(used).map(([, at]) => at)],
  };
  return [
    ...(removed.size + deletedUsers.size > 0 ? [deleted] : []),
    ...insertRows(sessions, {
      sessionHash: rows.map((row) => row.sessionHash),
      userId: rows.map((row) => row.userId),
      kind: rows.map((row) => row.kind),
      browser: rows.map((row) => row.browser),
      system: rows.map((row) => row.system),
      begunAt: rows.map((row) => row.begunAt),
      usedAt: rows.map((row) => row.usedAt),
    }),
    ...(used.size > 0 ? [touched] : []),
  ];
}

interface Begun extends SessionDevice {
  readonly userId: string;
  readonly begunAt: string;
  readonly usedAt: string;
}

/** Returns which rows to delete, then which sessions to insert, and the last use of other sessions. Pure. */
function fold(events: readonly OpenedFactOf<typeof identity>[]) {
  const begun = new Map<string, Begun>();
  const used = new Map<string, string>();
  const removed = new Set<string>();
  const deletedUsers = new Set<string>();
  for (const { type, data } of events) {
    switch (type) {
      case 'UserSignedIn': {
        const { sessionHash, userId, device = UNKNOWN, signedInAt } = data;
        removed.add(sessionHash);
        used.delete(sessionHash);
        begun.set(sessionHash, { userId, ...device, begunAt: signedInAt, usedAt: signedInAt });
        break;
      }
      case 'SessionUsed':
        used.set(data.sessionHash, data.usedAt);
        break;
      case 'UserSignedOut':
        removed.add(data.sessionHash);
        used.delete(data.sessionHash);
        begun.delete(data.sessionHash);
        break;
      case 'AccountDeleted':
        deletedUsers.add(data.userId);
        for (const [hash, { userId }] of begun) if (userId === data.userId) begun.delete(hash);
        break;
      default:
    }
  }
  return { begun, used, removed, deletedUsers };
}
