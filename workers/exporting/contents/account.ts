import type { EventOf } from '@message-db/client';
import type { identity } from '@/workers/identity/contract';
import type { weeklySummaries } from '@/workers/weekly-summaries/contract';
import type { OpenedEvent } from '../read';
import { csvFile, jsonFile, type ExportedFile } from './file';

type AccountEvent = OpenedEvent<typeof identity>;

/** What happened in an account that its person wants to know of, in words. The other events follow from these. */
const HAPPENED: Partial<Record<AccountEvent['type'], string>> = {
  Registered: 'Registered',
  EmailConfirmed: 'Confirmed the address',
  AddressChanged: 'Changed the address',
  UserSignedIn: 'Signed in',
  UserSignedOut: 'Signed out',
  PasswordResetAllowed: 'Asked for a link to choose a password',
  PasswordChanged: 'Changed the password',
  WrongCodesNoticed: 'Many wrong codes were entered',
  AuthenticatorEnabled: 'Switched two-step sign-in on',
  AuthenticatorDisabled: 'Switched two-step sign-in off',
  PasskeyAdded: 'Added a passkey',
  PasskeyUsed: 'Used a passkey',
  PasskeyRemoved: 'Removed a passkey',
  ExternalIdentityLinked: 'Connected an account elsewhere',
  ExternalIdentityUnlinked: 'Disconnected an account elsewhere',
  ApiTokenCreated: 'Made an API token',
  ApiTokenRevoked: 'Revoked the API token',
  RoleRequested: 'Asked for a role',
  RoleGranted: 'Was given a role',
  RoleWithdrawn: 'Lost a role',
  AccountSuspended: 'Was suspended',
  SuspensionLifted: 'The suspension was lifted',
  DeletionRequested: 'Asked for the account to be deleted',
  DeletionCancelled: 'Kept the account',
};

/** Returns the account as it is now, and what happened in it. Pure. */
export function accountFiles(
  events: readonly AccountEvent[],
  summaries: readonly EventOf<typeof weeklySummaries>[],
): ExportedFile[] {
  const roles = new Set<string>();
  const signsInAt = new Set<string>();
  let account: Record<string, unknown> = {};
  for (const { type, data } of events) {
    if (type === 'Registered')
      account = { id: data.userId, name: data.name, email: data.email, registeredAt: data.registeredAt };
    if (type === 'AddressChanged') account = { ...account, email: data.email };
    if (type === 'RoleGranted') roles.add(data.role);
    if (type === 'RoleWithdrawn') roles.delete(data.role);
    if (type === 'ExternalIdentityLinked') signsInAt.add(data.issuer);
    if (type === 'ExternalIdentityUnlinked') signsInAt.delete(data.issuer);
  }
  const subscription = summaries.findLast(({ type }) => type === 'Subscribed' || type === 'Unsubscribed');
  const weeklySummary = subscription?.type === 'Subscribed' ? { timeZone: subscription.data.timeZone } : null;
  const history = events.flatMap((event) => {
    const what = HAPPENED[event.type];
    if (what === undefined) return [];
    const { device, role } = event.data as { device?: Record<'kind' | 'browser' | 'system', string>; role?: string };
    return [
      {
        time: event.time.toISOString(),
        what,
        device: device?.kind ?? null,
        browser: device?.browser ?? null,
        system: device?.system ?? null,
        role: role ?? null,
      },
    ];
  });
  return [
    jsonFile('account.json', { ...account, roles: [...roles], signsInAt: [...signsInAt], weeklySummary }),
    csvFile('security-history.csv', ['time', 'what', 'device', 'browser', 'system', 'role'], history),
  ];
}
