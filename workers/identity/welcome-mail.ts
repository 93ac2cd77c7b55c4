import { v5 as uuidFrom } from 'uuid';
import { escapeHtml, mailButton, mailPage } from '@/text/mail-page';

const WELCOME_MAILS = '0c6f0c0e-58d1-4b7d-8f6e-2f1c5f3c9a37';

/** Returns the id of the welcome mail that an event leads to, and of the command that sends it. */
export function welcomeMailIds(eventId: string): { emailId: string; commandId: string } {
  const emailId = uuidFrom(eventId, WELCOME_MAILS);
  return { emailId, commandId: uuidFrom('Send', emailId) };
}

/** Returns the mail that welcomes a new account and asks the person to confirm its address. Pure. */
export function welcomeMail(
  person: { userId: string; name: string; confirmationToken: string },
  siteUrl: string,
): { subject: string; text: string; html: string } {
  const link = `${siteUrl}/confirm?${new URLSearchParams({ user: person.userId, token: person.confirmationToken })}`;
  const site = new URL(siteUrl).host;
  return {
    subject: 'Welcome to Video Tutorials: please confirm your address',
    text: text(person.name, link, site),
    html: html(escapeHtml(person.name), link, escapeHtml(site)),
  };
}

const text = (name: string, link: string, site: string) => `Hello ${name},

Welcome to Video Tutorials. Please confirm that this address is yours:

${link}

If you didn’t register at ${site}, someone probably mistyped their address. You can ignore this email.
`;

const html = (name: string, link: string, site: string) =>
  mailPage({
    title: 'Welcome to Video Tutorials',
    heading: `Welcome, <bdi>${name}</bdi>`,
    blocks: [
      '<p>Please confirm that this address is yours.</p>',
      mailButton(link, 'Confirm my address'),
      `<p style="font-size:14px">If the button doesn’t work, open this link:<br><a href="${escapeHtml(link)}" style="word-break:break-all">${escapeHtml(link)}</a></p>`,
      `<p style="font-size:14px">If you didn’t register at ${site}, someone probably mistyped their address. You can ignore this email.</p>`,
    ],
  });
