import { v5 as uuidFrom } from 'uuid';
import { escapeHtml, mailButton, mailPage } from '@/text/mail-page';
import { meaningForInvitee } from '@/text/roles';
import { INVITATION_DAYS, type Role, type SubjectKind } from './contract';

const INVITATION_MAILS = '6f1b8a52-7c0e-4d35-9d1a-5b7f0f6f2c41';

/** Returns the id of the mail of an invitation, and of the command that sends it. */
export function invitationMailIds(invitationId: string): { emailId: string; commandId: string } {
  const emailId = uuidFrom(invitationId, INVITATION_MAILS);
  return { emailId, commandId: uuidFrom('Send', emailId) };
}

export interface InvitationWords {
  /** The name of the owner. */
  readonly owner: string;
  readonly subjectKind: SubjectKind;
  readonly title: string;
  readonly role: Role;
  readonly token: string;
  /** It was sent to an address, so that anyone with the link can accept it; else to an account. */
  readonly isForAnyone: boolean;
}

/**
 * Returns the mail of an invitation. Its text is the same for people with and without an account. Its subject names
 * nobody, because subjects are not encrypted. Pure.
 */
export function invitationMail(
  { owner, subjectKind, title, role, token, isForAnyone }: InvitationWords,
  siteUrl: string,
): { subject: string; text: string; html: string } {
  const link = `${siteUrl}/studio/invitations/${token}`;
  const site = new URL(siteUrl).host;
  const what = subjectKind === 'channel' ? 'their channel' : `the ${subjectKind} “${title}”`;
  const invites = `${owner} invites you to ${role === 'editor' ? 'work on' : 'see'} ${what} at ${site}.`;
  const may = meaningForInvitee(subjectKind, role);
  const once = isForAnyone ? 'Anyone with this link can accept the invitation, once,' : 'The link works once,';
  const until = `${once} within ${INVITATION_DAYS} days. To accept, you need an account. If you don’t have one, you can register first.`;
  const ignore = `If you don’t know ${owner}, you can ignore this email, or open the link and decline.`;
  return {
    subject: `You are invited to a ${subjectKind === 'video' ? 'tutorial' : subjectKind} at Video Tutorials`,
    text: `${invites} ${may}\n\n${link}\n\n${until}\n\n${ignore}\n`,
    html: html({ invites, may, link, until, ignore }),
  };
}

function html(words: { invites: string; may: string; link: string; until: string; ignore: string }): string {
  const { invites, may, link, until, ignore } = Object.fromEntries(
    Object.entries(words).map(([name, text]) => [name, escapeHtml(text)]),
  ) as typeof words;
  return mailPage({
    title: 'Invitation',
    heading: 'You are invited',
    blocks: [
      `<p dir="auto">${invites}</p>`,
      `<p>${may}</p>`,
      mailButton(words.link, 'View invitation'),
      `<p style="font-size:14px">If the button doesn’t work, open this link:<br><a href="${link}" style="word-break:break-all">${link}</a></p>`,
      `<p style="font-size:14px">${until}</p>`,
      `<p style="font-size:14px" dir="auto">${ignore}</p>`,
    ],
  });
}
