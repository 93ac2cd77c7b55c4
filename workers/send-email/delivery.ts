import type { SendMailOptions } from 'nodemailer';
/** What came of an attempt: the mail is out, or it never will be. Trouble that may pass is thrown. */
export type Delivered = { status: 'sent' } | { status: 'refused'; reason: string };

/**
 * A way for mail to leave. It may be asked again for a mail that it has taken, after a crash: the Message-ID, made
 * from the email's id, tells whoever receives it that this is the same one.
 */
export type Deliver = (mail: SendMailOptions, emailId: string, signal: AbortSignal) => Promise<Delivered>;

/** A mail that is asked for, opened. */
export interface Mail {
  readonly emailId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string | null;
}

/** The mail as it leaves, written at that time: for one command, the same to the last byte each time. Pure. */
export function composeMail(
  mail: Mail,
  time: Date,
  from: string,
  siteUrl: string,
): SendMailOptions & { baseBoundary: string } {
  const { emailId, to, subject, text, html } = mail;
  return {
    from,
    // As an object, so that nothing in the address is read as a list of addresses.
    to: { name: '', address: to },
    subject,
    text,
    html: html ?? undefined,
    messageId: `<${emailId}@${new URL(siteUrl).hostname}>`,
    date: time,
    baseBoundary: emailId,
    // Bodies come from messages: they name no files and no addresses to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
