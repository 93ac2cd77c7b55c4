import 'server-only';
import { readdir, readFile, stat } from 'node:fs/promises';
import { headers } from 'next/headers';
import PostalMime from 'postal-mime';
import { z } from 'zod';
import { environment } from './environment';

/** A mail that the send-email component put into the outbox, as a mail program would show it. */
export interface OutboxMail {
  emailId: string;
  to: string;
  subject: string;
  writtenAt: Date;
  text: string;
  html: string | null;
}

const NEWEST = 50;
const LOOPBACK = /^(localhost|(::ffff:)?127(\.\d{1,3}){3}|\[::1\]|::1)$/i;

/** Whether an address, such as `127.0.0.1`, is that of its own machine. */
export function isLoopbackAddress(address: string): boolean {
  return LOOPBACK.test(address.trim());
}

/** Whether a host, perhaps with a port, can be reached from its own machine only. Null, where none is named, can. */
function isLoopbackHost(host: string | null): boolean {
  if (host === null || isLoopbackAddress(host)) return true;
  const url = `http://${host}`;
  return URL.canParse(url) && isLoopbackAddress(new URL(url).hostname);
}

/**
 * Whether the outbox may be read in the browser: mails stay on this machine, and so does the site. Everybody's mail
 * is in it, with links that act for them.
 */
export async function isOutboxOpen(): Promise<boolean> {
  const asked = await headers();
  const hosts = [new URL(environment.siteUrl).host, environment.HOST, asked.get('host') ?? '', asked.get('x-forwarded-host')];
  // A proxy on this machine reaches the site by its local name, and brings the world with it.
  const clients = asked.get('x-forwarded-for')?.split(',') ?? [];
  const isThroughProxy = ['forwarded', 'via', 'x-real-ip'].some((name) => asked.has(name));
  return !environment.SMTP_URL && !isThroughProxy && hosts.every(isLoopbackHost) && clients.every(isLoopbackAddress);
}

/** The newest mails, the newest first. */
export async function outboxMails(): Promise<OutboxMail[]> {
  const names = await readdir(environment.dataPath('outbox')).catch(nothingIfMissing);
  const emailIds = (names ?? []).filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -'.eml'.length));
  const dated = await Promise.all(
    emailIds.map(async (emailId) => ({ emailId, at: (await stat(fileOf(emailId)).catch(nothingIfMissing))?.mtimeMs ?? 0 })),
  );
  const newest = dated.sort((a, b) => b.at - a.at).slice(0, NEWEST);
  const mails = await Promise.all(newest.map(({ emailId }) => outboxMail(emailId)));
  return mails.filter((mail) => mail !== null);
}

/** One mail, or null when there is none of this id. */
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
