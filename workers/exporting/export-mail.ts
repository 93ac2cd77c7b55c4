import { v5 as uuidFrom } from 'uuid';
import { escapeHtml, mailButton, mailPage } from '@/text/mail-page';
import type { Mail } from '@/workers/send-email/contract';
import { EXPORT_DAYS } from './contract';

const EXPORT_MAILS = 'c2f7a1d4-6a7e-4b83-8a0d-5e9b1f3c7d20';

/** Returns the id of the mail about an `ExportReady` event, and of the command that sends it. */
export function exportMailIds(eventId: string): { emailId: string; commandId: string } {
  const emailId = uuidFrom(eventId, EXPORT_MAILS);
  return { emailId, commandId: uuidFrom('Send', emailId) };
}

/** Returns the mail that tells a person that they can download their data. Pure. */
export function exportMail({ name }: { name: string }, siteUrl: string): Mail {
  const link = `${siteUrl}/sign-in?${new URLSearchParams({ next: '/account/data' })}`;
  const title = 'Your data is ready';
  const happened = `You asked for your data at ${new URL(siteUrl).host}. You can download it for ${EXPORT_DAYS} days.`;
  const notYou =
    'If it wasn’t you, somebody is signed in to your account. Choose a new password: that signs out everybody.';
  return {
    subject: title,
    text: `Hello ${name},\n\n${happened}\n\n${link}\n\n${notYou}\n`,
    html: mailPage({
      title,
      heading: `Hello <bdi>${escapeHtml(name)}</bdi>`,
      blocks: [
        `<p>${escapeHtml(happened)}</p>`,
        mailButton(link, 'Download your data'),
        `<p style="font-size:14px">${notYou}</p>`,
      ],
    }),
  };
}
