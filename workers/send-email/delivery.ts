import type { SendMailOptions } from 'nodemailer';

/** The result of an attempt: sent, or refused permanently. Temporary errors are thrown. */
export type DeliveryResult = { status: 'sent' } | { status: 'refused'; reason: string };

/**
 * Delivers a mail, at least once: after a crash the same mail is delivered again, with the same Message-ID, which is
 * derived from the email's id.
 */
export type Deliver = (mail: SendMailOptions, emailId: string, signal: AbortSignal) => Promise<DeliveryResult>;

/** The data of a `Send` command, decrypted. */
export interface Mail {
  readonly emailId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string | null;
  readonly unsubscribeUrl?: string | null;
}

/** Returns the mail for nodemailer. The same command gives the same bytes. Pure. @param time the date of the mail. */
export function composeMail(
  mail: Mail,
  time: Date,
  from: string,
  siteUrl: string,
): SendMailOptions & { baseBoundary: string } {
  const { emailId, to, subject, text, html, unsubscribeUrl } = mail;
  return {
    from,
    // An object is one address. A string would be parsed as a list of addresses.
    to: { name: '', address: to },
    subject,
    text,
    html: html ?? undefined,
    headers: {
      // No holiday notice answers it (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      ...(unsubscribeUrl && {
        'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    messageId: `<${emailId}@${new URL(siteUrl).hostname}>`,
    date: time,
    baseBoundary: emailId,
    // Bodies come from messages, so they must not make nodemailer read files or fetch URLs.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
