import 'server-only';
import { readdir, readFile, stat } from 'node:fs/promises';
import PostalMime from 'postal-mime';
import { z } from 'zod';
import { environment } from '@/app/_lib/environment';
import { hasOutboxKey } from './outbox-key';
import { currentUser } from '@/app/_lib/auth/current-user';

/** A mail in the outbox, as a mail program shows it. The send-email component put it there. */
export interface OutboxMail {
  emailId: string;
  to: string;
  subject: string;
  writtenAt: Date;
  text: string;
  html: string | null;
}

const NEWEST = 50;

/** True if this site keeps its mails in an outbox, because it has no mail server. */
export const hasOutbox = environment.SMTP_URL === undefined;

/**
 * Returns whether the user may read the outbox: they opened the link that the site prints at its start, or they are an
 * administrator. The outbox has everybody's mail, with links that act for them, so the client's address gives no
 * access.
 */
export async function mayReadOutbox(): Promise<boolean> {
  if (!hasOutbox) return false;
  return (await hasOutboxKey()) || (await currentUser())?.isAdmin === true;
}

/** Returns the latest mails, newest first. */
export async function outboxMails(): Promise<OutboxMail[]> {
  const names = await readdir(environment.dataPath('outbox')).catch(nothingIfMissing);
  const emailIds = (names ?? []).filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -'.eml'.length));
  const dated = await Promise.all(
    emailIds.map(async (emailId) => ({
      emailId,
      at: (await stat(fileOf(emailId)).catch(nothingIfMissing))?.mtimeMs ?? 0,
    })),
  );
  const newest = dated.sort((a, b) => b.at - a.at).slice(0, NEWEST);
  const mails = await Promise.all(newest.map(({ emailId }) => outboxMail(emailId)));
  return mails.filter((mail) => mail !== null);
}

/** Returns one mail, or null if no mail has this id. */
export async function outboxMail(emailId: string): Promise<OutboxMail | null> {
  if (!z.uuid().safeParse(emailId).success) return null;
  const raw = await readFile(fileOf(emailId)).catch(nothingIfMissing);
  if (!raw) return null;
  const { to, subject, date, text, html } = await PostalMime.parse(raw);
  return {
    emailId,
    to: to?.map(({ address }) => address).join(', ') ?? '',
    subject: subject ?? '',
    writtenAt: new Date(date ?? 0),
    text: text ?? '',
    html: html ?? null,
  };
}

function fileOf(emailId: string): string {
  return environment.dataPath('outbox', `${emailId}.eml`);
}

function nothingIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
