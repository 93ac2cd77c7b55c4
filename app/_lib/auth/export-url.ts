import 'server-only';
import { isEqual } from './is-equal';
import { keyed } from './keyed';

/** The address of an export works for so many minutes after its page was shown, which asks for the password. */
const MINUTES = 15;

/** Returns the address at which a person downloads their export. Only this site can make it. */
export function exportUrl(userId: string, exportId: string, now = Date.now()): string {
  const until = String(now + MINUTES * 60_000);
  return `/api/exports/${exportId}?${new URLSearchParams({ until, signature: signatureOf(userId, exportId, until) })}`;
}

/** Returns whether such an address is this person's, and still works. */
export function isExportUrlGood(userId: string, exportId: string, search: URLSearchParams, now = Date.now()): boolean {
  const [until, signature] = [search.get('until') ?? '', search.get('signature') ?? ''];
  return isEqual(signature, signatureOf(userId, exportId, until)) && Number(until) > now;
}

function signatureOf(userId: string, exportId: string, until: string): string {
  return keyed('export', userId, exportId, until).toString('hex');
}
