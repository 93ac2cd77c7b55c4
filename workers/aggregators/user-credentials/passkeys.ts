import type { Statement } from '@message-db/runtime';
import type { identity } from '@/workers/identity/contract';
import type { OpenedFactOf } from '@/workers/aggregators/personal-events';
import { ASKER } from '@/workers/aggregators/rules';
import { insertRows, sameCase, sorted } from '../statements';
import { bigint, table, text, timestamptz, uuid } from '../table';

/** The passkeys of each account. Their ids are chosen by browsers, so two accounts may have the same. */
export const passkeys = table(
  'user_credentials_passkeys',
  {
    userId: uuid('NOT NULL'),
    passkeyId: text('NOT NULL'),
    publicKey: text('NOT NULL'),
    signCount: bigint('NOT NULL'),
    /** With commas between them. */
    transports: text('NOT NULL'),
    kind: text('NOT NULL'),
    browser: text('NOT NULL'),
    system: text('NOT NULL'),
    addedAt: timestamptz('NOT NULL'),
    usedAt: timestamptz(),
  },
  { key: ['userId', 'passkeyId'], rule: ({ userId }) => `${userId} = ${ASKER}` },
);

type IdentityEvent = OpenedFactOf<typeof identity>;
type Added = Extract<IdentityEvent, { type: 'PasskeyAdded' }>['data'];
type Used = Extract<IdentityEvent, { type: 'PasskeyUsed' }>['data'];

/** Changes the passkeys by events in their order. Each row is deleted, inserted or updated once. */
export function keepPasskeys(events: readonly IdentityEvent[]): Statement[] {
  const { added, used, removed, deletedUsers } = fold(events);
  const [rows, uses, gone] = [sorted(added), sorted(used), sorted(removed)].map((entries) =>
    entries.map(([, row]) => row),
  ) as [Added[], Used[], PasskeyName[]];
  const lastUse = (row: Added) => used.get(keyOf(row));
  const { name, names } = passkeys;
  const deleted = {
    text: `
      DELETE FROM ${name} WHERE ${names.userId} = ANY($1::uuid[])
      OR (${names.userId}, ${names.passkeyId}) IN (SELECT * FROM unnest($2::uuid[], $3::text[]))`,
    values: [[...deletedUsers].sort(), gone.map(({ userId }) => userId), gone.map(({ passkeyId }) => passkeyId)],
  };
  const touched = {
    text: `
      UPDATE ${name} AS passkey SET ${names.usedAt} = use.at, ${names.signCount} = use.sign_count
      FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::bigint[]) AS use (user_id, passkey_id, at, sign_count)
      WHERE (passkey.${names.userId}, passkey.${names.passkeyId}) = (use.user_id, use.passkey_id)`,
    values: [
      uses.map(({ userId }) => userId),
      uses.map(({ passkeyId }) => passkeyId),
      uses.map(({ usedAt }) => usedAt),
      uses.map(({ signCount }) => signCount),
    ],
  };
  return [
    ...(gone.length + deletedUsers.size > 0 ? [deleted] : []),
    ...insertRows(passkeys, {
      userId: rows.map(({ userId }) => userId),
      passkeyId: rows.map(({ passkeyId }) => passkeyId),
      publicKey: rows.map(({ publicKey }) => publicKey),
      signCount: rows.map((row) => lastUse(row)?.signCount ?? row.signCount),
      transports: rows.map(({ transports }) => transports.join(',')),
      kind: rows.map(({ device }) => device.kind),
      browser: rows.map(({ device }) => device.browser),
      system: rows.map(({ device }) => device.system),
      addedAt: rows.map(({ addedAt }) => addedAt),
      usedAt: rows.map((row) => lastUse(row)?.usedAt ?? null),
    }),
    ...(uses.some((use) => !added.has(keyOf(use))) ? [touched] : []),
  ];
}

interface PasskeyName {
  readonly userId: string;
  readonly passkeyId: string;
}

const keyOf = ({ userId, passkeyId }: PasskeyName) => `${sameCase(userId)} ${passkeyId}`;

/** Returns which rows to delete, then which passkeys to insert, and the last use of those and of others. Pure. */
function fold(events: readonly IdentityEvent[]) {
  const added = new Map<string, Added>();
  const used = new Map<string, Used>();
  const removed = new Map<string, PasskeyName>();
  const deletedUsers = new Set<string>();
  for (const { type, data } of events) {
    switch (type) {
      case 'PasskeyAdded':
      case 'PasskeyRemoved':
        removed.set(keyOf(data), data);
        used.delete(keyOf(data));
        if (type === 'PasskeyAdded') added.set(keyOf(data), data);
        else added.delete(keyOf(data));
        break;
      case 'PasskeyUsed':
        used.set(keyOf(data), data);
        break;
      case 'AccountDeleted':
        deletedUsers.add(sameCase(data.userId));
        for (const [key, { userId }] of added) if (sameCase(userId) === sameCase(data.userId)) added.delete(key);
        break;
      default:
    }
  }
  return { added, used, removed, deletedUsers };
}
