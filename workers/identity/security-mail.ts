import { createHmac } from 'node:crypto';
import { v5 as uuidFrom } from 'uuid';
import { escapeHtml, mailButton, mailPage } from '@/text/mail-page';
import { AUTHENTICATOR_TRIAL_DAYS, RESET_LINK_MINUTES, SIGN_IN_FAILURES_MAX, type Role } from './contract';
import type { Mail } from '@/workers/send-email/contract';

const SECURITY_MAILS = 'a4d2f6b8-7c1e-4f0b-9a53-2b8e7d6c5f41';

/** Returns the id of the mail about an event of an account's security, and of the command that sends it. */
export function securityMailIds(eventId: string): { emailId: string; commandId: string } {
  const emailId = uuidFrom(eventId, SECURITY_MAILS);
  return { emailId, commandId: uuidFrom('Send', emailId) };
}

/**
 * Returns the token of the link that a request led to. Only who has the person's key can derive it: the message store has
 * neither.
 */
export function resetTokenOf(personKey: Buffer, requestId: string): string {
  return createHmac('sha256', personKey).update(`password reset ${requestId}`).digest('base64url');
}

/** Returns the mail with the link to choose a new password. Pure. */
export function resetMail(
  { userId, name, token }: { userId: string; name: string; token: string },
  siteUrl: string,
): Mail {
  const link = `${siteUrl}/reset?${new URLSearchParams({ user: userId, token })}`;
  const site = new URL(siteUrl).host;
  const works = `The link works once, for ${RESET_LINK_MINUTES} minutes.`;
  const notYou = `If it wasn’t you, you can ignore this email: your password stays as it is.`;
  const why = `Somebody asked for a new password for your account at ${site}.`;
  return {
    subject: 'Choose a new password',
    text: `Hello ${name},\n\n${why} To choose one, open this link:\n\n${link}\n\n${works}\n\n${notYou}\n`,
    html: mailPage({
      title: 'Choose a new password',
      heading: `Hello <bdi>${escapeHtml(name)}</bdi>`,
      blocks: [
        `<p>${escapeHtml(why)}</p>`,
        mailButton(link, 'Choose a new password'),
        `<p>${works}</p>`,
        `<p style="font-size:14px">If the button doesn’t work, open this link:<br><a href="${escapeHtml(link)}" style="word-break:break-all">${escapeHtml(link)}</a></p>`,
        `<p style="font-size:14px">${notYou}</p>`,
      ],
    }),
  };
}

const TRIAL_ENDED = `Passkeys and other ways to sign in that were added in the last ${AUTHENTICATOR_TRIAL_DAYS} days are removed, and so is an authenticator app: add yours again.`;

/** Returns the mail that tells a person that their password was changed, and how. Pure. */
export function changedMail({ name }: { name: string }, how: 'link' | 'current-password', siteUrl: string): Mail {
  const link = `${siteUrl}/forgot`;
  const site = new URL(siteUrl).host;
  const changed = `The password of your account at ${site} was changed. Browsers that were signed in have to sign in again.${how === 'link' ? ` ${TRIAL_ENDED}` : ''}`;
  const ifYou = 'If it was you, there is nothing to do.';
  return {
    subject: 'Your password was changed',
    text: `Hello ${name},\n\n${changed} ${ifYou}\n\nIf it wasn’t you, choose a new password at once:\n\n${link}\n`,
    html: mailPage({
      title: 'Your password was changed',
      heading: `Hello <bdi>${escapeHtml(name)}</bdi>`,
      blocks: [
        `<p>${escapeHtml(changed)} ${ifYou}</p>`,
        '<p>If it wasn’t you, choose a new password at once.</p>',
        mailButton(link, 'Choose a new password'),
      ],
    }),
  };
}

/** Returns the mail that tells a person that somebody enters wrong codes after their password. Pure. */
export function wrongCodesMail({ name }: { name: string }, siteUrl: string): Mail {
  return noticeMail(name, siteUrl, {
    title: 'Somebody may know your password',
    happened: `Somebody entered the password of your account at ${new URL(siteUrl).host}, and then ${SIGN_IN_FAILURES_MAX} wrong codes. Nobody was signed in.`,
    ifNot: 'If it wasn’t you, somebody knows your password. Choose a new one.',
  });
}

/** Returns the mail that tells a person that two-step sign-in was switched on or off. Pure. */
export function twoStepMail({ name }: { name: string }, is: 'on' | 'off', siteUrl: string): Mail {
  const ifNot = {
    on: `If it wasn’t you, somebody knows your password. Choose a new one within ${AUTHENTICATOR_TRIAL_DAYS} days: that also switches two-step sign-in off, and signs out everybody.`,
    off: 'If it wasn’t you, somebody knows your password. Choose a new one at once, and then switch two-step sign-in on again.',
  }[is];
  return noticeMail(name, siteUrl, {
    title: `Two-step sign-in was switched ${is}`,
    happened: `Two-step sign-in of your account at ${new URL(siteUrl).host} was switched ${is}. If it was you, there is nothing to do.`,
    ifNot,
  });
}

/** Returns the mail that tells a person that a passkey was added or removed. Pure. */
export function passkeyMail({ name }: { name: string }, was: 'added' | 'removed', siteUrl: string): Mail {
  const site = new URL(siteUrl).host;
  return noticeMail(name, siteUrl, {
    title: `A passkey was ${was}`,
    happened: {
      added: `A passkey was added to your account at ${site}. It signs in without your password.`,
      removed: `A passkey was removed from your account at ${site}. It signs nobody in any more.`,
    }[was].concat(' If it was you, there is nothing to do.'),
    ifNot: {
      added: `If it wasn’t you, somebody knows your password. Choose a new one within ${AUTHENTICATOR_TRIAL_DAYS} days: that also removes the passkey, and signs out everybody.`,
      removed:
        'If it wasn’t you, somebody is signed in to your account. Choose a new password: that signs out everybody.',
    }[was],
  });
}

/**
 * Returns the mail that tells a person that an identity elsewhere was connected or disconnected. Pure.
 * @param issuer the address of its provider.
 */
export function externalIdentityMail(
  { name }: { name: string },
  was: 'connected' | 'disconnected',
  issuer: string,
  siteUrl: string,
): Mail {
  const [site, provider] = [new URL(siteUrl).host, new URL(issuer).host];
  return noticeMail(name, siteUrl, {
    title: `Signing in with another account was ${was}`,
    happened: {
      connected: `An account at ${provider} was connected to your account at ${site}. It signs in without your password.`,
      disconnected: `An account at ${provider} was disconnected from your account at ${site}. It signs nobody in any more.`,
    }[was].concat(' If it was you, there is nothing to do.'),
    ifNot: {
      connected: `If it wasn’t you, somebody knows your password. Choose a new one within ${AUTHENTICATOR_TRIAL_DAYS} days: that also disconnects it, and signs out everybody.`,
      disconnected:
        'If it wasn’t you, somebody is signed in to your account. Choose a new password: that signs out everybody.',
    }[was],
  });
}

const ROLE_MEANINGS: Record<Role, string> = {
  creator: 'You can upload and publish tutorials.',
  moderator: 'You decide about reports. Your menu has them.',
};

/** Returns the mail that tells a person that they have a role. Pure. */
export function roleMail({ name }: { name: string }, role: Role, siteUrl: string): Mail {
  const next = role === 'creator' ? '/studio' : '/admin/reports';
  const link = `${siteUrl}/sign-in?${new URLSearchParams({ next })}`;
  const title = `You are a ${role} now`;
  const happened = `An administrator of ${new URL(siteUrl).host} made you a ${role}. ${ROLE_MEANINGS[role]} Sign in again to begin.`;
  return {
    subject: title,
    text: `Hello ${name},\n\n${happened}\n\n${link}\n`,
    html: mailPage({
      title,
      heading: `Hello <bdi>${escapeHtml(name)}</bdi>`,
      blocks: [`<p>${escapeHtml(happened)}</p>`, mailButton(link, 'Sign in')],
    }),
  };
}

/** Returns the mail that tells a person that they were refused a role, or do not have it any more. Pure. */
export function withdrawnMail({ name }: { name: string }, role: Role, siteUrl: string): Mail {
  const title = `You are not a ${role}`;
  const means = {
    creator: 'You can’t upload or publish, and keep what you have. What you scheduled is not published.',
    moderator: 'You don’t decide about reports any more.',
  }[role];
  const happened = `An administrator of ${new URL(siteUrl).host} decided that you are not a ${role}. ${means}`;
  return {
    subject: title,
    text: `Hello ${name},\n\n${happened}\n`,
    html: mailPage({
      title,
      heading: `Hello <bdi>${escapeHtml(name)}</bdi>`,
      blocks: [`<p>${escapeHtml(happened)}</p>`],
    }),
  };
}

/**
 * Returns the mail that tells a person when their account is going to be deleted, and how to keep it. Pure.
 * @param deleteAt ISO 8601.
 */
export function deletionMail({ name }: { name: string }, deleteAt: string, siteUrl: string): Mail {
  const link = `${siteUrl}/sign-in?${new URLSearchParams({ next: '/account/delete' })}`;
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(deleteAt));
  const title = 'Your account is going to be deleted';
  const happened = `You asked to delete your account at ${new URL(siteUrl).host}. On ${day} it is deleted for good, with your tutorials. Until then they are taken down.`;
  const keep = 'To keep it, or if it wasn’t you who asked, sign in before that day.';
  return {
    subject: title,
    text: `Hello ${name},\n\n${happened}\n\n${keep}\n\n${link}\n`,
    html: mailPage({
      title,
      heading: `Hello <bdi>${escapeHtml(name)}</bdi>`,
      blocks: [`<p>${escapeHtml(happened)}</p>`, `<p>${keep}</p>`, mailButton(link, 'Keep my account')],
    }),
  };
}

/** Returns the mail that tells a person that their account stays. Pure. */
export function keptMail({ name }: { name: string }, siteUrl: string): Mail {
  return noticeMail(name, siteUrl, {
    title: 'Your account stays',
    happened: `Your account at ${new URL(siteUrl).host} is not going to be deleted. Everything is as it was before.`,
    ifNot: 'If it wasn’t you who kept it, somebody knows your password. Choose a new one.',
  });
}

/** Returns a mail that says what happened, and leads to a new password if it was somebody else. */
function noticeMail(
  name: string,
  siteUrl: string,
  { title, happened, ifNot }: { readonly title: string; readonly happened: string; readonly ifNot: string },
): Mail {
  const link = `${siteUrl}/forgot`;
  return {
    subject: title,
    text: `Hello ${name},\n\n${happened}\n\n${ifNot}\n\n${link}\n`,
    html: mailPage({
      title,
      heading: `Hello <bdi>${escapeHtml(name)}</bdi>`,
      blocks: [`<p>${escapeHtml(happened)}</p>`, `<p>${ifNot}</p>`, mailButton(link, 'Choose a new password')],
    }),
  };
}
