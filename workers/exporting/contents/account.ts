import type { EventOf } from '@message-db/client';
import { ACCOUNT_HISTORY, type AccountHistoryType } from '@/text/account-history';
import type { identity } from '@/workers/identity/contract';
import type { weeklySummaries } from '@/workers/weekly-summaries/contract';
import type { OpenedEvent } from '../read';
import { csvFile, jsonFile, type ExportedFile } from './file';

type AccountEvent = OpenedEvent<typeof identity>;

/** Returns the account as it is now, and what happened in it. Pure. */
export function accountFiles(
  events: readonly AccountEvent[],
  summaries: readonly EventOf<typeof weeklySummaries>[],
): ExportedFile[] {
  const roles = new Set<string>();
  const signsInAt = new Set<string>();
  let account: Record<string, unknown> = {};
  for (const { type, data } of events) {
    if (type === 'Registered') {
      const { userId: id, name, email, registeredAt, termsVersion = null, invitation } = data;
      account = { id, name, email, registeredAt, termsVersion };
      if (invitation?.role) roles.add(invitation.role);
    }
    if (type === 'TermsAccepted') account = { ...account, termsVersion: data.termsVersion };
    if (type === 'AddressChanged') account = { ...account, email: data.email };
    if (type === 'RoleGranted') roles.add(data.role);
    if (type === 'RoleWithdrawn') roles.delete(data.role);
    if (type === 'ExternalIdentityLinked') signsInAt.add(data.issuer);
    if (type === 'ExternalIdentityUnlinked') signsInAt.delete(data.issuer);
  }
  const subscription = summaries.findLast(({ type }) => type === 'Subscribed' || type === 'Unsubscribed');
  const weeklySummary = subscription?.type === 'Subscribed' ? { timeZone: subscription.data.timeZone } : null;
  const history = events.flatMap((event) => {
    if (!Object.hasOwn(ACCOUNT_HISTORY, event.type)) return [];
    const what = ACCOUNT_HISTORY[event.type as AccountHistoryType];
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
