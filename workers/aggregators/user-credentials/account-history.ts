import type { Statement } from '@message-db/runtime';
import { ACCOUNT_HISTORY, type AccountHistoryType } from '@/text/account-history';
import type { OpenedFactOf } from '@/workers/aggregators/personal-events';
import { ASKER } from '@/workers/aggregators/rules';
import type { identity } from '@/workers/identity/contract';
import { insertRows } from '../statements';
import { bigint, table, text, timestamptz, uuid } from '../table';

type IdentityEvent = OpenedFactOf<typeof identity>;
type HistoryEvent = Extract<IdentityEvent, { type: AccountHistoryType }>;

/** What happened in each account, for its person. A row is an event. */
export const accountHistory = table(
  'user_credentials_history',
  {
    userId: uuid('NOT NULL'),
    position: bigint('NOT NULL'),
    type: text('NOT NULL'),
    happenedAt: timestamptz('NOT NULL'),
    /** Of a sign-in and a new passkey. */
    browser: text(),
    system: text(),
  },
  { key: ['userId', 'position'], rule: ({ userId }) => `${userId} = ${ASKER}` },
);

const isOfHistory = (event: IdentityEvent): event is HistoryEvent => Object.hasOwn(ACCOUNT_HISTORY, event.type);

/** Returns the time that an event of the history names: ISO 8601. */
function timeOf({ type, data }: HistoryEvent): string {
  switch (type) {
    case 'Registered':
      return data.registeredAt;
    case 'AddressChanged':
    case 'PasswordChanged':
      return data.changedAt;
    case 'UserSignedIn':
      return data.signedInAt;
    case 'WrongCodesNoticed':
      return data.noticedAt;
    case 'AuthenticatorEnabled':
      return data.enabledAt;
    case 'AuthenticatorDisabled':
      return data.disabledAt;
    case 'PasskeyAdded':
      return data.addedAt;
    case 'PasskeyRemoved':
      return data.removedAt;
    case 'ExternalIdentityLinked':
      return data.linkedAt;
    case 'ExternalIdentityUnlinked':
      return data.unlinkedAt;
    case 'ApiTokenCreated':
      return data.createdAt;
    case 'ApiTokenRevoked':
      return data.revokedAt;
    case 'RoleGranted':
      return data.grantedAt;
    case 'RoleWithdrawn':
      return data.withdrawnAt;
    case 'AccountSuspended':
      return data.suspendedAt;
    case 'SuspensionLifted':
      return data.liftedAt;
    case 'RoleRequested':
    case 'DeletionRequested':
      return data.requestedAt;
    case 'TermsAccepted':
      return data.acceptedAt;
    case 'DeletionCancelled':
      return data.cancelledAt;
  }
}

/** Adds what happened to the history. It goes with the account. */
export function keepHistory(events: readonly IdentityEvent[]): Statement[] {
  let happened: HistoryEvent[] = [];
  const deleted = new Set<string>();
  for (const event of events) {
    if (isOfHistory(event)) happened.push(event);
    if (event.type !== 'AccountDeleted') continue;
    const { userId } = event.data;
    deleted.add(userId);
    happened = happened.filter(({ data }) => data.userId !== userId);
  }
  const deviceOf = ({ data }: HistoryEvent) => ('device' in data ? data.device : undefined);
  return [
    ...deleteRowsOf(deleted),
    ...insertRows(accountHistory, {
      userId: happened.map(({ data }) => data.userId),
      position: happened.map(({ globalPosition }) => globalPosition),
      type: happened.map(({ type }) => type),
      happenedAt: happened.map(timeOf),
      browser: happened.map((event) => deviceOf(event)?.browser ?? null),
      system: happened.map((event) => deviceOf(event)?.system ?? null),
    }),
  ];
}

function deleteRowsOf(userIds: ReadonlySet<string>): Statement[] {
  const { name, names } = accountHistory;
  return userIds.size === 0
    ? []
    : [{ text: `DELETE FROM ${name} WHERE ${names.userId} = ANY ($1::uuid[])`, values: [[...userIds].sort()] }];
}
