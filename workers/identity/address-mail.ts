import { v5 as uuidFrom } from 'uuid';
import { escapeHtml, mailButton, mailPage } from '@/text/mail-page';
import { ADDRESS_LINK_HOURS, INVITATION_DAYS, type Role } from './contract';
import type { Mail } from '@/workers/send-email/contract';

const ADDRESS_MAILS = '0c6f0c0e-58d1-4b7d-8f6e-2f1c5f3c9a37';

/** Returns the id of the mail that an event about an address leads to, and of the command that sends it. */
export function addressMailIds(eventId: string): { emailId: string; commandId: string } {
  const emailId = uuidFrom(eventId, ADDRESS_MAILS);
  return { emailId, commandId: uuidFrom('Send', emailId) };
}

/** Returns the mail with the link that opens an account. Pure. */
export function registrationMail(token: string, siteUrl: string): Mail {
  const site = new URL(siteUrl).host;
  return linkMail({
    title: 'Finish your registration',
    greeting: 'Welcome to Video Tutorials',
    says: `Somebody, probably you, wants to register at ${site} with this address. Open the link to choose your name and a password.`,
    link: `${siteUrl}/register/finish?${new URLSearchParams({ token })}`,
    button: 'Finish my registration',
    notYou: 'If it wasn’t you, you can ignore this email: there is no account unless you finish the registration.',
  });
}

/** Returns the mail with the link by which somebody who was invited opens an account. Pure. */
export function invitationMail(token: string, role: Role | undefined, siteUrl: string): Mail {
  const site = new URL(siteUrl).host;
  const may = role === 'creator' ? ' You can upload and publish tutorials there.' : '';
  return linkMail({
    title: 'You are invited',
    greeting: 'Hello',
    says: `An administrator of Video Tutorials at ${site} invites you to open an account there with this address.${may} Open the link to choose your name and a password.`,
    link: `${siteUrl}/register/finish?${new URLSearchParams({ token })}`,
    button: 'Open my account',
    works: `The link works once, for ${INVITATION_DAYS} days.`,
    notYou: 'If you don’t know why, you can ignore this email: there is no account unless you open it.',
  });
}

/** Returns the mail with the link that makes an address that of an account. Pure. */
export function addressChangeMail({ name, token }: { name: string; token: string }, siteUrl: string): Mail {
  const site = new URL(siteUrl).host;
  return linkMail({
    title: 'Confirm your address',
    greeting: `Hello ${name}`,
    says: `You asked to use this address for your account at ${site}. Open the link to confirm that it is yours.`,
    link: `${siteUrl}/confirm?${new URLSearchParams({ token })}`,
    button: 'Confirm my address',
    notYou: 'If you have no account there, somebody mistyped their address. You can ignore this email.',
  });
}

/** Returns the mail to a person whose address somebody wants to register, or to change to. Pure. */
export function takenAddressMail({ name }: { name: string }, siteUrl: string): Mail {
  const site = new URL(siteUrl).host;
  const says = `Somebody, probably you, wants to use this address at ${site}. You already have an account with it.`;
  const [signIn, forgot] = [`${siteUrl}/sign-in`, `${siteUrl}/forgot`];
  const notYou = 'If it wasn’t you, you can ignore this email: nothing has changed.';
  return {
    subject: 'You already have an account',
    text: `Hello ${name},\n\n${says}\n\nSign in: ${signIn}\nForgot your password? ${forgot}\n\n${notYou}\n`,
    html: mailPage({
      title: 'You already have an account',
      heading: `Hello <bdi>${escapeHtml(name)}</bdi>`,
      blocks: [
        `<p>${escapeHtml(says)}</p>`,
        mailButton(signIn, 'Sign in'),
        `<p><a href="${escapeHtml(forgot)}">Forgot your password?</a></p>`,
        `<p style="font-size:14px">${notYou}</p>`,
      ],
    }),
  };
}

/** Returns the mail to the address that an account had before. Pure. */
export function addressChangedMail({ name }: { name: string }, siteUrl: string): Mail {
  const site = new URL(siteUrl).host;
  const says = `Your account at ${site} has another email address now, and no more mail comes to this one. If it was you, there is nothing to do.`;
  const notYou = 'If it wasn’t you, somebody knows your password. Write to those who run the site.';
  return {
    subject: 'The address of your account was changed',
    text: `Hello ${name},\n\n${says}\n\n${notYou}\n`,
    html: mailPage({
      title: 'The address of your account was changed',
      heading: `Hello <bdi>${escapeHtml(name)}</bdi>`,
      blocks: [`<p>${escapeHtml(says)}</p>`, `<p>${notYou}</p>`],
    }),
  };
}

interface LinkMail {
  readonly title: string;
  readonly greeting: string;
  readonly says: string;
  readonly link: string;
  readonly button: string;
  readonly notYou: string;
  /** How long it works, in a sentence. */
  readonly works?: string;
}

const WORKS = `The link works once, for ${ADDRESS_LINK_HOURS} hours.`;

function linkMail({ title, greeting, says, link, button, notYou, works = WORKS }: LinkMail): Mail {
  const href = escapeHtml(link);
  return {
    subject: title,
    text: `${greeting},\n\n${says}\n\n${link}\n\n${works}\n\n${notYou}\n`,
    html: mailPage({
      title,
      heading: `<bdi>${escapeHtml(greeting)}</bdi>`,
      blocks: [
        `<p>${escapeHtml(says)}</p>`,
        mailButton(link, button),
        `<p>${works}</p>`,
        `<p style="font-size:14px">If the button doesn’t work, open this link:<br><a href="${href}" style="word-break:break-all">${href}</a></p>`,
        `<p style="font-size:14px">${notYou}</p>`,
      ],
    }),
  };
}
