import type { SendMailOptions } from 'nodemailer';
import type { CommandOf, Message } from '@message-db/client';
import type { sendEmail } from './contract';

/** What came of an attempt: the mail is out, or it never will be. Trouble that may pass is thrown. */
export type Delivered = { status: 'sent' } | { status: 'refused'; reason: string };

/**
 * A way for mail to leave. It may be asked again for a mail that it has taken, after a crash: the Message-ID, made
 * from the email's id, tells whoever receives it that this is the same one.
 */
export type Deliver = (mail: SendMailOptions, emailId: string, signal: AbortSignal) => Promise<Delivered>;

type Send = Extract<CommandOf<typeof sendEmail>, Message<'Send', any>>;

/** The mail that a command asks for: for one command, the same to the last byte each time. Pure. */
export function composeMail(command: Send, from: string, siteUrl: string): SendMailOptions & { baseBoundary: string } {
  const { emailId, to, subject, text, html } = command.data;
  return {
    from,
    // As an object, so that nothing in the address is read as a list of addresses.
    to: { name: '', address: to },
    subject,
    text,
    html,
    messageId: `<${emailId}@${new URL(siteUrl).hostname}>`,
    date: command.time,
    baseBoundary: emailId,
    // Bodies come from messages: they name no files and no addresses to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
