import { createTransport, type NodemailerError } from 'nodemailer';
import type { Deliver, Delivered } from './delivery';

/** A mail in the middle of its sending is given this long to end when the worker must stop. */
const GRACE_MS = 3_000;
/** How long one recipient may put off a mail ("greylisted", "mailbox full") before it is given up. */
const GIVE_UP_AFTER_MS = 15 * 60_000;

/** Sends by SMTP, a connection each mail. */
export function smtpDelivery(url: string, now: () => number = Date.now): Deliver {
  const transport = createTransport({ url, connectionTimeout: 10_000, greetingTimeout: 20_000, socketTimeout: 30_000 });
  /** The mails whose recipients put them off, and since when: milliseconds since 1970. */
  const putOff = new Map<string, number>();

  return async (mail, emailId, signal) => {
    try {
      await transport.sendMail({ ...mail, signal: withGrace(signal) });
      putOff.delete(emailId);
      return { status: 'sent' };
    } catch (error) {
      const trouble = error as NodemailerError;
      if (isRefusedForGood(trouble)) {
        putOff.delete(emailId);
        return refused(trouble);
      }
      if (trouble.command === 'RCPT TO') {
        const since = putOff.get(emailId) ?? now();
        putOff.set(emailId, since);
        if (now() - since >= GIVE_UP_AFTER_MS) {
          putOff.delete(emailId);
          return refused(trouble);
        }
      }
      throw withoutAddresses(trouble);
    }
  };
}

function refused(trouble: NodemailerError): Delivered {
  return { status: 'refused', reason: maskAddresses(trouble.response ?? trouble.message) };
}

/** An error that may be logged and kept: servers repeat the address that they refuse, and so does the library. */
function withoutAddresses({ message, code }: NodemailerError): Error {
  return Object.assign(new Error(maskAddresses(message)), { code });
}

/** What a server said, without anything that looks like an address, or like a mailbox in angle brackets. */
export function maskAddresses(text: string): string {
  return text.replace(/<[^<>]*>/g, '<…>').replace(/[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;]+/g, '…');
}

/**
 * Whether this recipient or this mail was refused, and would be again. A refused sender or login is not that: it
 * is the site's configuration that is wrong, and the mail goes out once that is mended.
 */
function isRefusedForGood({ command, permanent, code }: NodemailerError): boolean {
  const isTooLarge = code === 'EMESSAGE' && command === 'MAIL FROM';
  return isTooLarge || (permanent === true && (command === 'RCPT TO' || command === 'DATA'));
}

function withGrace(signal: AbortSignal): AbortSignal {
  const late = new AbortController();
  signal.addEventListener('abort', () => setTimeout(() => late.abort(signal.reason), GRACE_MS).unref(), { once: true });
  return late.signal;
}
