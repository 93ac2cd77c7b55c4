import type { NewMessage } from '@message-db/client';
import { afterAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { encryptExample, storeExampleKeys } from '@/personal-data/testing/example-keys';
import { identity } from '@/workers/identity/contract';
import { exampleAddressId as addressId, examples } from '@/workers/identity/examples';
import { projectInto, expectDeterministic } from '@/workers/testing/aggregator';
import { ada, bob, history, passwordHash, sessionHash, zoe } from '../testing/history';
import { expectRebuiltEqual } from '../testing/run-worker';
import { accountStreams, addressStreams } from '../testing/streams';
import { weeklySummaries } from '@/workers/weekly-summaries/contract';
import { exportStream } from '@/workers/exporting/arbitraries';
import { exporting } from '@/workers/exporting/contract';
import { examples as exportingExamples } from '@/workers/exporting/examples';
import { subscriptionStream } from '@/workers/weekly-summaries/arbitraries';
import { userCredentials } from './aggregator';

const database = await createTestDatabase();
await storeExampleKeys(database.url, [ada, bob, zoe]);
afterAll(() => database.drop());

const sealed = (userId: string) => encryptExample(userId, { email: 'new@example.com', token: 'a token' });
const change = {
  ...examples.events.AddressChanged.data,
  previousAddressId: addressId('ada@example.com'),
};
const streams = [
  ...[...accountStreams, ...addressStreams, subscriptionStream(ada), subscriptionStream(bob)],
  ...[exportStream(ada), exportStream(bob)],
];

const NO_ROLES = {
  ...{ is_creator: false, is_moderator: false, asked_to_create_at: null, suspended_at: null },
  ...{ delete_at: null, deletion_id: null, terms_version: null },
};

describe('the user credentials', () => {
  test('have the roles of each account, and whether it is suspended or going to be deleted', async () => {
    const { DeletionRequested, DeletionCancelled } = identity.events;
    const { RoleRequested, RoleGranted, RoleWithdrawn, AccountSuspended, SuspensionLifted } = identity.events;
    const [grantedBy, decisionId, at] = [bob, '90000000-0000-4000-8000-000000000005', '2026-02-03T09:00:00.000Z'];
    const asks = RoleRequested({ userId: ada, role: 'creator', requestedAt: at });
    const creates = RoleGranted({ userId: ada, role: 'creator', grantedBy, grantedAt: at });
    const decides = RoleGranted({ userId: ada, role: 'moderator', grantedBy, grantedAt: at });
    const stops = RoleWithdrawn({ userId: ada, role: 'moderator', withdrawnBy: bob, withdrawnAt: at });
    const suspended = AccountSuspended({ userId: ada, decisionId, suspendedAt: at });
    const lifted = SuspensionLifted({ userId: ada, decisionId, liftedAt: at });
    const after = async (...events: NewMessage[]) => {
      const stream = [identity.stream(ada), ...events] as const;
      const { user_credentials: rows } = await projectInto(database.url, userCredentials, [...history, stream]);
      return rows!.find(({ user_id: id }) => id === ada);
    };
    expect(await after(asks)).toMatchObject({ ...NO_ROLES, asked_to_create_at: new Date(at) });
    expect(await after(asks, creates, decides)).toMatchObject({ ...NO_ROLES, is_creator: true, is_moderator: true });
    expect(await after(decides, stops)).toMatchObject(NO_ROLES);
    expect(await after(suspended)).toMatchObject({ ...NO_ROLES, suspended_at: new Date(at) });
    expect(await after(suspended, lifted)).toMatchObject(NO_ROLES);
    const request = { userId: ada, requestId: decisionId };
    const leaves = DeletionRequested({ ...request, requestedAt: at, deleteAt: at });
    const stays = DeletionCancelled({ ...request, cancelledAt: at });
    expect(await after(leaves)).toMatchObject({ ...NO_ROLES, delete_at: new Date(at), deletion_id: decisionId });
    expect(await after(leaves, stays)).toMatchObject(NO_ROLES);
  });

  test('have each account and the ended sessions', async () => {
    expect(await projectInto(database.url, userCredentials, history)).toEqual({
      user_credentials: [
        {
          user_id: ada,
          email: 'ada@example.com',
          name: 'Ada',
          password_hash: passwordHash,
          email_confirmed: true,
          registered_at: new Date('2026-02-01T08:00:00Z'),
          ...NO_ROLES,
        },
        {
          user_id: bob,
          email: 'bob@example.com',
          name: 'Bob',
          password_hash: passwordHash,
          email_confirmed: false,
          registered_at: new Date('2026-02-02T08:00:00Z'),
          ...NO_ROLES,
        },
      ],
      user_credentials_ended_sessions: [{ session_hash: sessionHash, ended_at: new Date('2026-02-03T09:00:00Z') }],
      user_credentials_sessions: [],
      user_credentials_password_resets: [],
      user_credentials_address_links: [],
      user_credentials_api_tokens: [],
      user_credentials_authenticators: [],
      user_credentials_passkeys: [],
      user_credentials_external_identities: [],
      user_credentials_weekly_summaries: [],
      user_credentials_exports: [],
      user_credentials_history: expect.any(Array),
    });
  });

  test('are rebuilt equal after their tables are dropped', async () => {
    const tables = await expectRebuiltEqual(database.url, userCredentials);
    expect(tables.user_credentials).toHaveLength(2);
  });

  test('have the address of now, also if it was that of another account in the same batch', async () => {
    const { AddressChanged } = identity.events;
    const changes = (userId: string, email: string) => [
      identity.stream(userId),
      AddressChanged({
        ...change,
        userId,
        keyId: userId,
        addressId: addressId(email),
        ...encryptExample(userId, { email }),
      }),
    ];
    const { user_credentials: accounts } = await projectInto(database.url, userCredentials, [
      ...history,
      changes(ada, 'spare@example.com'),
      changes(bob, 'ada@example.com'),
      changes(ada, 'bob@example.com'),
    ] as never);
    expect(accounts).toMatchObject([
      { user_id: ada, email: 'bob@example.com', email_confirmed: true },
      { user_id: bob, email: 'ada@example.com', email_confirmed: true },
    ]);
  });

  test('have the passkeys of each account, and when each was last used', async () => {
    const { PasskeyAdded, PasskeyUsed, PasskeyRemoved } = identity.events;
    const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;
    const added = (userId: string, passkeyId: string) =>
      PasskeyAdded({ ...examples.events.PasskeyAdded.data, userId, passkeyId, addedAt: at(8) });
    const used = (userId: string, passkeyId: string, hour: number, signCount: number) =>
      PasskeyUsed({ ...examples.events.PasskeyUsed.data, userId, passkeyId, signCount, usedAt: at(hour) });
    const gone = (userId: string, passkeyId: string) =>
      PasskeyRemoved({ userId, passkeyId, how: 'person', removedAt: at(20) });
    const passkeysAfter = async (...batches: unknown[][]) => {
      const written = batches.map((events) => [identity.stream(ada), ...events]);
      const { user_credentials_passkeys: rows } = await projectInto(database.url, userCredentials, written as never);
      return rows!.map((row) => [row.user_id, row.passkey_id, Number(row.sign_count), row.used_at]);
    };
    const [one, two] = ['the-first-one', 'the-second-one'];
    expect(await passkeysAfter([added(ada, one), added(bob, one), used(ada, one, 9, 3), added(ada, two)])).toEqual([
      [ada, one, 3, new Date(at(9))],
      [ada, two, 0, null],
      [bob, one, 0, null],
    ]);
    expect(await passkeysAfter([added(ada, one), added(ada, two)], [used(ada, one, 9, 1), gone(ada, two)])).toEqual([
      [ada, one, 1, new Date(at(9))],
    ]);
    const { AccountDeleted } = identity.events;
    const deleted = AccountDeleted({ userId: ada, addressId: addressId('ada@example.com'), deletedAt: at(21) });
    expect(await passkeysAfter([added(ada, one), deleted, used(ada, one, 9, 1)])).toEqual([]);
  });

  test('have the identities with which each person signs in elsewhere, until they are unlinked', async () => {
    const { ExternalIdentityLinked, ExternalIdentityUnlinked } = identity.events;
    const { issuer, linkedAt } = examples.events.ExternalIdentityLinked.data;
    const [one, two] = ['90000000-0000-8000-8000-000000000001', '90000000-0000-8000-8000-000000000002'];
    const [first, second] = ['90000000-0000-4000-8000-0000000000a1', '90000000-0000-4000-8000-0000000000a2'];
    const linked = (userId: string, externalId: string, linkId: string) =>
      ExternalIdentityLinked({ userId, externalId, issuer, linkId, linkedAt });
    const unlinked = (userId: string, externalId: string, linkId: string) =>
      ExternalIdentityUnlinked({ userId, externalId, issuer, linkId, how: 'person', unlinkedAt: linkedAt });
    const after = async (...batches: unknown[][]) => {
      const written = batches.map((events) => [identity.stream(ada), ...events]);
      const { user_credentials_external_identities: rows } = await projectInto(
        database.url,
        userCredentials,
        written as never,
      );
      return rows!.map((row) => [row.external_id, row.user_id, row.link_id]);
    };
    expect(await after([linked(ada, one, first), linked(bob, two, second)])).toEqual([
      [one, ada, first],
      [two, bob, second],
    ]);
    expect(await after([linked(ada, one, first)], [linked(ada, one, second)])).toEqual([[one, ada, second]]);
    for (const batches of [
      [[linked(ada, one, first), unlinked(ada, one, first), linked(bob, one, second)]],
      [[linked(ada, one, first)], [unlinked(ada, one, first), linked(bob, one, second)]],
    ])
      expect(await after(...batches)).toEqual([[one, bob, second]]);
    expect(await after([linked(ada, one, first)], [unlinked(ada, one, first)])).toEqual([]);
  });

  test('have the last link to an address of each person, until it is used or has expired', async () => {
    const { RegistrationRequested, AddressChangeRequested, AddressChangeConfirmed, AddressLinkExpired } =
      examples.events;
    const [old, newer] = ['c', 'd'].map((letter) => letter.repeat(64)) as [string, string];
    const asked = (userId: string, tokenHash: string) =>
      AddressChangeRequestedOf({ ...AddressChangeRequested.data, ...sealed(userId), userId, tokenHash, keyId: userId });
    const { AddressChangeRequested: AddressChangeRequestedOf } = identity.events;
    const expired = (userId: string, tokenHash: string) =>
      identity.events.AddressLinkExpired({ ...AddressLinkExpired.data, userId, tokenHash });
    const stream = identity.stream(RegistrationRequested.data.addressId);
    const linksAfter = async (...events: unknown[]) => {
      const tables = await projectInto(database.url, userCredentials, [[stream, ...events]] as never);
      return tables.user_credentials_address_links!.map((row) => [row.user_id, row.token_hash]);
    };
    const registration = identity.events.RegistrationRequested({
      ...RegistrationRequested.data,
      ...sealed(zoe),
      userId: zoe,
    });
    expect(await linksAfter(registration, asked(ada, old))).toEqual([
      [ada, old],
      [zoe, old],
    ]);
    expect(await linksAfter(asked(ada, old), asked(ada, newer), expired(ada, old))).toEqual([[ada, newer]]);
    expect(await linksAfter(asked(ada, old), expired(ada, old))).toEqual([]);
    const proved = identity.events.AddressChangeConfirmed({ ...AddressChangeConfirmed.data, userId: ada });
    expect(await linksAfter(asked(ada, old), proved)).toEqual([]);
  });

  test('have the sessions that have not ended, with their devices and their last use', async () => {
    const { UserSignedIn, SessionUsed, UserSignedOut } = identity.events;
    const device = { kind: 'phone', browser: 'Safari', system: 'iOS' } as const;
    const [open, old, ended] = ['b', 'c', 'd'].map((letter) => letter.repeat(64)) as [string, string, string];
    const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;
    const tables = await projectInto(database.url, userCredentials, [
      [
        identity.stream(ada),
        UserSignedIn({ userId: ada, sessionHash: open, device, signedInAt: at(8) }),
        UserSignedIn({ userId: ada, sessionHash: ended, device, signedInAt: at(9) }),
        SessionUsed({ userId: ada, sessionHash: open, usedAt: at(15) }),
        UserSignedOut({ userId: ada, sessionHash: ended, signedOutAt: at(16) }),
        UserSignedIn({ userId: ada, sessionHash: old, signedInAt: at(17) }),
      ],
    ]);
    const unknown = { kind: 'other', browser: 'other', system: 'other' };
    expect(tables.user_credentials_sessions).toEqual([
      { session_hash: open, user_id: ada, ...device, begun_at: new Date(at(8)), used_at: new Date(at(15)) },
      { session_hash: old, user_id: ada, ...unknown, begun_at: new Date(at(17)), used_at: new Date(at(17)) },
    ]);
  });

  test('have the authenticator app of an account, and what of it was used', async () => {
    const { AuthenticatorEnabled, SecondFactorUsed, AuthenticatorDisabled } = identity.events;
    const [at, authenticatorId] = ['2026-03-01T08:00:00.000Z', '90000000-0000-4000-8000-000000000003'];
    const events = (userId: string) => [
      AuthenticatorEnabled({ userId, authenticatorId, timeStep: 7, enabledAt: at }),
      SecondFactorUsed({ userId, sessionHash, authenticatorId, timeStep: 9, usedRecoveryCodes: [2] }),
    ];
    const tables = await projectInto(database.url, userCredentials, [
      [identity.stream(ada), ...events(ada)],
      [identity.stream(bob), ...events(bob), AuthenticatorDisabled({ userId: bob, authenticatorId, disabledAt: at })],
    ]);
    const app = { authenticator_id: authenticatorId, time_step: 9, used_recovery_codes: [2] };
    expect(tables.user_credentials_authenticators).toEqual([
      { user_id: ada, ...app, is_enabled: true },
      { user_id: bob, ...app, is_enabled: false },
    ]);
  });

  test('have the link to choose a new password until it is used, and then the new password', async () => {
    const { PasswordResetAllowed, PasswordChanged } = identity.events;
    const [at, requestId] = ['2026-03-01T08:00:00.000Z', '90000000-0000-4000-8000-000000000003'];
    const link = (userId: string, letter: string) =>
      PasswordResetAllowed({ userId, requestId, tokenHash: letter.repeat(64), expiresAt: at });
    const { passwordHash: encrypted } = encryptExample(bob, { passwordHash: '$argon2id$another' });
    const tables = await projectInto(database.url, userCredentials, [
      ...history,
      [identity.stream(ada), link(ada, 'c'), link(ada, 'd')],
      [
        identity.stream(bob),
        link(bob, 'e'),
        PasswordChanged({
          ...{ userId: bob, keyId: bob, passwordHash: encrypted!, passwordId: 'f'.repeat(64) },
          ...{ how: 'link', changedAt: at },
        }),
      ],
    ]);
    expect(tables.user_credentials_password_resets).toEqual([
      { user_id: ada, token_hash: 'd'.repeat(64), expires_at: new Date(at) },
    ]);
    expect(tables.user_credentials).toMatchObject([
      { user_id: ada, password_hash: passwordHash },
      { user_id: bob, password_hash: '$argon2id$another' },
    ]);
  });

  test('have the API token of an account until it is revoked, and the time zone of its weekly summaries', async () => {
    const { ApiTokenCreated, ApiTokenRevoked } = identity.events;
    const { Subscribed, Unsubscribed } = weeklySummaries.events;
    const [at, tokenId] = ['2026-03-01T08:00:00.000Z', '90000000-0000-4000-8000-000000000001'];
    const other = tokenId.replace(/1$/, '2');
    const subscription = { timeZone: 'UTC', unsubscribeToken: tokenId, subscribedAt: at, nextAt: at };
    const tables = await projectInto(database.url, userCredentials, [
      [
        identity.stream(ada),
        ApiTokenCreated({ userId: ada, tokenId, createdAt: at }),
        ApiTokenCreated({ userId: ada, tokenId: other, createdAt: at }),
      ],
      [
        identity.stream(bob),
        ApiTokenCreated({ userId: bob, tokenId, createdAt: at }),
        ApiTokenRevoked({ userId: bob, revokedAt: at }),
      ],
      [weeklySummaries.stream(ada), Subscribed({ userId: ada, ...subscription })],
      [
        weeklySummaries.stream(bob),
        Subscribed({ userId: bob, ...subscription }),
        Unsubscribed({ userId: bob, unsubscribedAt: at }),
      ],
    ]);
    expect(tables.user_credentials_api_tokens).toEqual([{ user_id: ada, token_id: other, created_at: new Date(at) }]);
    expect(tables.user_credentials_weekly_summaries).toEqual([{ user_id: ada, time_zone: 'UTC' }]);
  });

  test('have what happened in each account, until it is deleted', async () => {
    const { UserSignedIn, PasswordChanged, UserSignedOut, AccountDeleted } = examples.events;
    const chosen = { ...PasswordChanged.data, keyId: ada };
    const after = async (...events: NewMessage[]) =>
      (await projectInto(database.url, userCredentials, [[identity.stream(ada), ...events]])).user_credentials_history;
    const { browser, system } = UserSignedIn.data.device!;
    const past = [UserSignedIn, UserSignedOut, identity.events.PasswordChanged(chosen)];
    expect(await after(...past)).toMatchObject([
      { user_id: ada, type: 'UserSignedIn', happened_at: new Date(UserSignedIn.data.signedInAt), browser, system },
      { user_id: ada, type: 'PasswordChanged', happened_at: new Date(chosen.changedAt), browser: null, system: null },
    ]);
    expect(await after(...past, AccountDeleted)).toEqual([]);
  });

  test('have the last export of each person, until it is removed', async () => {
    const { ExportRequested, ExportReady, ExportRemoved } = exportingExamples.events;
    const { requestedAt } = ExportRequested.data;
    const { exportId, bytes, expiresAt } = ExportReady.data;
    const row = {
      user_id: ada,
      export_id: exportId,
      requested_at: new Date(requestedAt),
      bytes: null,
      expires_at: null,
    };
    const after = async (...events: NewMessage[]) =>
      (await projectInto(database.url, userCredentials, [[exporting.stream(ada), ...events]])).user_credentials_exports;
    expect(await after(ExportRequested)).toEqual([row]);
    expect(await after(ExportRequested, ExportReady)).toEqual([{ ...row, bytes, expires_at: new Date(expiresAt) }]);
    expect(await after(ExportRequested, ExportReady, ExportRemoved)).toEqual([]);
    const next = exporting.events.ExportRequested({ ...ExportRequested.data, exportId: bob });
    expect(await after(ExportRequested, ExportReady, ExportRemoved, next)).toEqual([{ ...row, export_id: bob }]);
  });

  test('are the same in any batches, delivered again, and in any order of categories', () =>
    expectDeterministic(database.url, userCredentials, streams));
});
