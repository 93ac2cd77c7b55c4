import { addressLinkEnd, identity, type Role } from '@/workers/identity/contract';
import { exporting } from '@/workers/exporting/contract';
import { weeklySummaries } from '@/workers/weekly-summaries/contract';
import { personalEventsOf, type OpenedFactOf } from '@/workers/aggregators/personal-events';
import { eventsOf, type FactOf, type Statement } from '@message-db/runtime';
import { ASKER, BY_ADMIN, BY_OTHER_READERS, FOR_ALL } from '@/workers/aggregators/rules';
import { deleteRows, foldRows, insertRows, sorted, upsert } from '../statements';
import {
  bigint,
  boolean,
  defineAggregator,
  hidden,
  integerArray,
  known,
  table,
  text,
  timestamptz,
  uuid,
  type Patch,
  type Table,
} from '../table';
import { accountHistory, keepHistory } from './account-history';
import { externalIdentities, keepExternalIdentities } from './external-identities';
import { keepPasskeys, passkeys } from './passkeys';
import { keepSessions, sessions } from './sessions';

/**
 * The accounts, for signing in. A row is visible to its person and to administrators. Sign-in finds an account by its address through
 * `view.password_of`, one at a time, because the visitor is not signed in yet.
 */
const credentials = table(
  'user_credentials',
  {
    userId: uuid('NOT NULL'),
    // Checked at the end, because one batch may change one account's address and then give it to another.
    email: known(text('UNIQUE DEFERRABLE INITIALLY DEFERRED')),
    name: known(text()),
    passwordHash: hidden(known(text())),
    emailConfirmed: boolean('NOT NULL DEFAULT false'),
    registeredAt: known(timestamptz()),
    isCreator: boolean('NOT NULL DEFAULT false'),
    isModerator: boolean('NOT NULL DEFAULT false'),
    /** When its person asked to become a creator; null if they did not, or somebody has decided. */
    askedToCreateAt: timestamptz(),
    /** Null unless it is suspended. */
    suspendedAt: timestamptz(),
    /** Null unless its person wants it deleted: when that is due, and the id of the request. */
    deleteAt: timestamptz(),
    deletionId: uuid(),
    /** The last version of the site's terms that its person accepted. */
    termsVersion: text(),
  },
  {
    key: ['userId'],
    rule: ({ userId }) => `${userId} = ${ASKER} OR ${BY_ADMIN} OR ${BY_OTHER_READERS}`,
    indexes: ({ userId, registeredAt, askedToCreateAt }) => [
      `(${registeredAt} DESC, ${userId})`,
      `(${askedToCreateAt}) WHERE ${askedToCreateAt} IS NOT NULL`,
    ],
  },
);

/** Sessions that have ended, by hash. It is read before the asker is known. */
const endedSessions = table(
  'user_credentials_ended_sessions',
  { sessionHash: text('NOT NULL'), endedAt: timestamptz('NOT NULL') },
  { key: ['sessionHash'], rule: FOR_ALL },
);

/** The last link with which an account's password can be replaced. It is read before the asker is known. */
const passwordResets = table(
  'user_credentials_password_resets',
  { userId: uuid('NOT NULL'), tokenHash: text('NOT NULL'), expiresAt: timestamptz('NOT NULL') },
  { key: ['userId'], rule: FOR_ALL },
);

/** The last link of each account, or of an account to come, that proves an address. It is visible to who has its user id. */
const addressLinks = table(
  'user_credentials_address_links',
  {
    userId: uuid('NOT NULL'),
    addressId: uuid('NOT NULL'),
    email: known(text()),
    tokenHash: text('NOT NULL'),
    expiresAt: timestamptz('NOT NULL'),
  },
  { key: ['userId'], rule: ({ userId }) => `${userId} = ${ASKER}` },
);

/** The API token of each account that has one, by its id. The application makes the token from the id. */
const apiTokens = table(
  'user_credentials_api_tokens',
  { userId: uuid('NOT NULL'), tokenId: uuid('NOT NULL'), createdAt: timestamptz('NOT NULL') },
  { key: ['userId'], rule: ({ userId }) => `${userId} = ${ASKER}` },
);

/**
 * The last authenticator app of each account, and what of it was used: the codes up to a time step, and recovery codes. It is
 * read before the asker is known. The application makes the app's secret from its id.
 */
const authenticators = table(
  'user_credentials_authenticators',
  {
    userId: uuid('NOT NULL'),
    authenticatorId: uuid('NOT NULL'),
    isEnabled: boolean('NOT NULL'),
    timeStep: bigint('NOT NULL DEFAULT 0'),
    usedRecoveryCodes: integerArray("NOT NULL DEFAULT '{}'"),
  },
  { key: ['userId'], rule: FOR_ALL },
);

/** Who gets a weekly summary, and in which time zone their weeks are. */
const summaries = table(
  'user_credentials_weekly_summaries',
  { userId: uuid('NOT NULL'), timeZone: text('NOT NULL') },
  { key: ['userId'], rule: ({ userId }) => `${userId} = ${ASKER}` },
);

/** The export of each person who asked for one: all that the site has of them, in a file. */
const dataExports = table(
  'user_credentials_exports',
  {
    userId: uuid('NOT NULL'),
    exportId: uuid('NOT NULL'),
    requestedAt: known(timestamptz()),
    /** Null until the file can be downloaded. */
    bytes: bigint(),
    expiresAt: timestamptz(),
  },
  { key: ['userId'], rule: ({ userId }) => `${userId} = ${ASKER}` },
);

type IdentityEvent = OpenedFactOf<typeof identity>;
type AccountEvent = Extract<
  IdentityEvent,
  {
    type:
      | 'Registered'
      | 'EmailConfirmed'
      | 'AddressChanged'
      | 'PasswordChanged'
      | 'PasswordRehashed'
      | 'RoleRequested'
      | 'RoleGranted'
      | 'RoleWithdrawn'
      | 'AccountSuspended'
      | 'SuspensionLifted'
      | 'TermsAccepted'
      | 'DeletionRequested'
      | 'DeletionCancelled'
      | 'AccountDeleted';
  }
>;

/**
 * Returns the changes of an account by an event. A forgotten person gets no row, so that nobody can sign in to the account.
 */
function patchOf({ type, data }: AccountEvent): Patch<typeof credentials> | 'delete' | null {
  if (type === 'EmailConfirmed') return { emailConfirmed: true };
  if (type === 'AccountDeleted') return 'delete';
  if (type === 'AddressChanged') return data.email === null ? 'delete' : { email: data.email, emailConfirmed: true };
  if (type === 'PasswordChanged' || type === 'PasswordRehashed')
    return data.passwordHash === null ? null : { passwordHash: data.passwordHash };
  if (type === 'RoleRequested') return data.role === 'creator' ? { askedToCreateAt: data.requestedAt } : null;
  if (type === 'RoleGranted') return rolePatch(data.role, true);
  if (type === 'RoleWithdrawn') return rolePatch(data.role, false);
  if (type === 'AccountSuspended') return { suspendedAt: data.suspendedAt };
  if (type === 'SuspensionLifted') return { suspendedAt: null };
  if (type === 'TermsAccepted') return { termsVersion: data.termsVersion };
  if (type === 'DeletionRequested') return { deleteAt: data.deleteAt, deletionId: data.requestId };
  if (type === 'DeletionCancelled') return { deleteAt: null, deletionId: null };
  const { email, name, passwordHash, emailConfirmed, registeredAt, invitation } = data;
  if (email === null || name === null || passwordHash === null) return null;
  return {
    email,
    name,
    passwordHash,
    emailConfirmed,
    registeredAt,
    termsVersion: data.termsVersion ?? null,
    ...(invitation?.role && rolePatch(invitation.role, true)),
  };
}

function rolePatch(role: Role, has: boolean): Patch<typeof credentials> {
  return role === 'creator' ? { isCreator: has, askedToCreateAt: null } : { isModerator: has };
}

const OF_ACCOUNTS: readonly string[] = [
  'Registered',
  'EmailConfirmed',
  'AddressChanged',
  'PasswordChanged',
  'PasswordRehashed',
  'RoleRequested',
  'RoleGranted',
  'RoleWithdrawn',
  'AccountSuspended',
  'SuspensionLifted',
  'TermsAccepted',
  'DeletionRequested',
  'DeletionCancelled',
  'AccountDeleted',
] satisfies AccountEvent['type'][];
const isOfAccount = (event: IdentityEvent): event is AccountEvent => OF_ACCOUNTS.includes(event.type);

/** Deletes come first, because one batch may release an address and register it again. */
function keepAccounts(events: readonly IdentityEvent[]): Statement[] {
  const { patches, deleted } = foldRows(events.filter(isOfAccount), ({ data }) => data.userId, patchOf);
  return [...deleteRows(credentials, deleted), ...upsert(credentials, patches)];
}

/** A session ends once; later events change nothing. */
function endSessions(events: readonly IdentityEvent[]): Statement[] {
  const ended = new Map<string, string>();
  for (const { type, data } of events) {
    if (type === 'UserSignedOut' && !ended.has(data.sessionHash)) ended.set(data.sessionHash, data.signedOutAt);
  }
  const rows = sorted(ended);
  return insertRows(
    endedSessions,
    { sessionHash: rows.map(([sessionHash]) => sessionHash), endedAt: rows.map(([, endedAt]) => endedAt) },
    { ifAbsent: true },
  );
}

function keepPasswordResets(events: readonly IdentityEvent[]): Statement[] {
  return keepLatest(passwordResets, events, (event) => {
    switch (event.type) {
      case 'PasswordResetAllowed':
        return { tokenHash: event.data.tokenHash, expiresAt: event.data.expiresAt };
      case 'PasswordChanged':
      // Only the address of before has the link.
      case 'AddressChanged':
      case 'AccountDeleted':
        return 'delete';
      default:
        return null;
    }
  });
}

function keepAddressLinks(events: readonly IdentityEvent[]): Statement[] {
  const kept = keepLatest(addressLinks, events, (event) => {
    switch (event.type) {
      case 'RegistrationRequested':
      case 'AddressChangeRequested': {
        const { addressId, email, tokenHash } = event.data;
        const expiresAt = addressLinkEnd(event.data);
        // Without a key the link has expired, or its account is deleted.
        return email === null ? 'delete' : { addressId, email, tokenHash, expiresAt };
      }
      case 'Registered':
      case 'AddressChangeConfirmed':
      case 'AccountDeleted':
        return 'delete';
      default:
        return null;
    }
  });
  const expired = new Set<string>();
  for (const { type, data } of events) {
    if (type === 'AddressLinkExpired') expired.add(data.tokenHash);
    if (type === 'RegistrationRequested' || type === 'AddressChangeRequested') expired.delete(data.tokenHash);
  }
  const { name, names } = addressLinks;
  return expired.size === 0
    ? kept
    : // A newer link of the same account stays.
      [...kept, { text: `DELETE FROM ${name} WHERE ${names.tokenHash} = ANY ($1)`, values: [[...expired].sort()] }];
}

function keepApiTokens(events: readonly IdentityEvent[]): Statement[] {
  return keepLatest(apiTokens, events, (event) => {
    switch (event.type) {
      case 'ApiTokenCreated':
        return { tokenId: event.data.tokenId, createdAt: event.data.createdAt };
      case 'ApiTokenRevoked':
      case 'AccountDeleted':
        return 'delete';
      default:
        return null;
    }
  });
}

function keepAuthenticators(events: readonly IdentityEvent[]): Statement[] {
  return keepLatest(authenticators, events, (event) => {
    switch (event.type) {
      case 'AuthenticatorEnabled': {
        const { authenticatorId, timeStep } = event.data;
        return { authenticatorId, isEnabled: true, timeStep, usedRecoveryCodes: [] };
      }
      case 'SecondFactorUsed': {
        const { authenticatorId, timeStep, usedRecoveryCodes } = event.data;
        return { authenticatorId, isEnabled: true, timeStep, usedRecoveryCodes };
      }
      case 'AuthenticatorDisabled':
        return { authenticatorId: event.data.authenticatorId, isEnabled: false };
      case 'AccountDeleted':
        return 'delete';
      default:
        return null;
    }
  });
}

function keepSummaries(events: readonly FactOf<typeof weeklySummaries>[]): Statement[] {
  return keepLatest(summaries, events, (event) => {
    switch (event.type) {
      case 'Subscribed':
        return { timeZone: event.data.timeZone };
      case 'Unsubscribed':
        return 'delete';
      default:
        return null;
    }
  });
}

/** A person has one export at a time, so an event about an earlier one changes nothing. */
function keepExports(events: readonly FactOf<typeof exporting>[]): Statement[] {
  return keepLatest(dataExports, events, ({ type, data }) => {
    switch (type) {
      case 'ExportRequested':
        return { exportId: data.exportId, requestedAt: data.requestedAt, bytes: null, expiresAt: null };
      case 'ExportReady':
        return { exportId: data.exportId, bytes: data.bytes, expiresAt: data.expiresAt };
      case 'ExportRemoved':
      case 'ExportsClosed':
        return 'delete';
      default:
        return null;
    }
  });
}

/** Keeps a row for each account: what the last event about it says. */
function keepLatest<T extends Table, Event extends { readonly data: object }>(
  kept: T,
  events: readonly Event[],
  rowOf: (event: Event) => Patch<T> | 'delete' | null,
): Statement[] {
  const about = events.filter((event) => rowOf(event) !== null);
  const { patches, deleted } = foldRows(about, ({ data }) => (data as { userId: string }).userId, rowOf);
  return [...deleteRows(kept, deleted), ...upsert(kept, patches)];
}

/** The events of accounts after which pages of the person differ. */
const CHANGES_PAGES = OF_ACCOUNTS.filter((type) => type !== 'Registered' && !type.startsWith('Password'));

/**
 * Accounts and their sessions, for signing in, and what accounts asked for: links to choose a new password or to prove an address, an
 * authenticator app, passkeys, identities elsewhere, an API token, weekly summaries, all of their data.
 */
export const userCredentials = defineAggregator({
  name: 'user-credentials',
  version: 13,
  tables: [
    credentials,
    endedSessions,
    sessions,
    passwordResets,
    addressLinks,
    apiTokens,
    authenticators,
    passkeys,
    externalIdentities,
    summaries,
    dataExports,
    accountHistory,
  ],
  projections: [
    personalEventsOf(
      identity,
      (events) => [
        ...keepAccounts(events),
        ...endSessions(events),
        ...keepSessions(events),
        ...keepPasswordResets(events),
        ...keepAddressLinks(events),
        ...keepApiTokens(events),
        ...keepAuthenticators(events),
        ...keepPasskeys(events),
        ...keepHistory(events),
        ...keepExternalIdentities(events),
      ],
      // No public page shows these tables. A person's pages show what they may do.
      (events) =>
        events.flatMap((event) =>
          CHANGES_PAGES.includes(event.type) && 'userId' in event.data ? [`creator:${event.data.userId}`] : [],
        ),
    ),
    eventsOf(weeklySummaries, keepSummaries, () => []),
    eventsOf(exporting, keepExports, (events) =>
      events.flatMap(({ type, data }) => (type === 'ExportRejected' ? [] : [`creator:${data.userId}`])),
    ),
  ],
});
