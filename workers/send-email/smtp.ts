import { createTransport, type NodemailerError } from 'nodemailer';
import type { Deliver, DeliveryResult } from './delivery';

/** The time that a mail may take to finish after the worker is stopped. */
const GRACE_MS = 3_000;
/**
 * The time for which a mail is retried while the server refuses its recipient temporarily ("greylisted", "mailbox
 * full").
 */
const GIVE_UP_AFTER_MS = 15 * 60_000;

/** The key with which mails are signed, in PEM, and the DNS record that has its public half (DKIM, RFC 6376). */
export interface DkimKey {
  readonly domainName: string;
  readonly keySelector: string;
  readonly privateKey: string;
}

interface SmtpOptions {
  readonly dkim?: DkimKey;
  readonly now?: () => number;
}

/** Sends by SMTP, with one connection a mail. */
export function smtpDelivery(url: string, { dkim, now = Date.now }: SmtpOptions = {}): Deliver {
  const transport = createTransport({
    ...{ url, connectionTimeout: 10_000, greetingTimeout: 20_000, socketTimeout: 30_000 },
    ...(requiresTls(url) && { requireTLS: true }),
    dkim,
  });
  /** The time when each mail's recipient was first refused temporarily, by email id. Milliseconds since the epoch. */
  const refusedSince = new Map<string, number>();

  return async (mail, emailId, signal) => {
    try {
      await transport.sendMail({ ...mail, signal: withGrace(signal) });
      refusedSince.delete(emailId);
      return { status: 'sent' };
    } catch (caught) {
      const error = caught as NodemailerError;
      if (isPermanent(error)) {
        refusedSince.delete(emailId);
        return refused(error);
      }
      if (error.command === 'RCPT TO') {
        const since = refusedSince.get(emailId) ?? now();
        refusedSince.set(emailId, since);
        if (now() - since >= GIVE_UP_AFTER_MS) {
          refusedSince.delete(emailId);
          return refused(error);
        }
      }
      throw withoutAddresses(error);
    }
  };
}

/**
 * Returns whether a connection must be encrypted before a mail goes over it, with a certificate that is checked: always but to this
 * machine, unless the address says `?requireTLS=false`. A server that offers no encryption, or somebody between who hides it, gets
 * no mail. Pure.
 */
export function requiresTls(url: string): boolean {
  const { hostname, searchParams } = new URL(url);
  return !LOCAL.test(hostname) && !searchParams.has('requireTLS');
}
const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\])$/;

function refused(error: NodemailerError): DeliveryResult {
  return { status: 'refused', reason: maskAddresses(error.response ?? error.message) };
}

/**
 * Returns an error that can be logged and stored: replies of servers, and nodemailer's messages, contain the refused
 * address.
 */
function withoutAddresses({ message, code }: NodemailerError): Error {
  return Object.assign(new Error(maskAddresses(message)), { code });
}

/** Replaces everything in a server's reply that looks like an address, or like a mailbox in angle brackets. */
function maskAddresses(text: string): string {
  return text.replace(/<[^<>]*>/g, '<…>').replace(/[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;]+/g, '…');
}

/**
 * Returns whether the server refused the recipient or the mail permanently. A refused sender or login does not count:
 * the site's configuration is wrong, and the mail is sent after it is corrected.
 */
function isPermanent({ command, permanent, code }: NodemailerError): boolean {
  const isTooLarge = code === 'EMESSAGE' && command === 'MAIL FROM';
  return isTooLarge || (permanent === true && (command === 'RCPT TO' || command === 'DATA'));
}

/** Returns a signal that aborts GRACE_MS after the given one. */
function withGrace(signal: AbortSignal): AbortSignal {
  const delayed = new AbortController();
  const abort = () => setTimeout(() => delayed.abort(signal.reason), GRACE_MS).unref();
  signal.addEventListener('abort', abort, { once: true });
  return delayed.signal;
}
