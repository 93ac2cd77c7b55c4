import { escapeHtml, mailButton, mailPage } from '@/text/mail-page';
import { REPORT_REASONS, type ReportReason } from '@/text/report-reasons';
import type { Mail } from '@/workers/send-email/contract';
import { APPEAL_DAYS, type SubjectKind } from './contract';

/** What a mail is about, as its recipient knows it. */
export interface About {
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  /** The title of the video; empty for a person, whose account may have another name than their channel. */
  readonly title: string;
}

interface Decision extends About {
  /** What the moderator wrote; null for nothing. */
  readonly words: string | null;
}

/** Returns the mail that tells the owner that a video was taken down, or their account suspended. Pure. */
export function restrictedMail(name: string, about: Decision & { reason: ReportReason }, siteUrl: string): Mail {
  const site = new URL(siteUrl).host;
  const isVideo = about.subjectKind === 'video';
  return decisionMail(name, about.words, {
    title: isVideo ? 'Your tutorial was taken down' : 'Your account was suspended',
    happened: isVideo
      ? `A moderator of ${site} took down your tutorial “${about.title}”. Others can’t watch it any more. You can still watch it.`
      : `A moderator of ${site} suspended your account. Others can’t see your channel and your tutorials any more, and you can’t upload or publish.`,
    reason: REPORT_REASONS[about.reason],
    next: `If you think that this is a mistake, appeal within ${APPEAL_DAYS} days.`,
    button: 'Read and appeal',
    link: pageOf(about, siteUrl),
  });
}

/** Returns the mail that tells the owner that a restriction is lifted. Pure. */
export function liftedMail(name: string, about: Decision, siteUrl: string): Mail {
  const isVideo = about.subjectKind === 'video';
  return decisionMail(name, about.words, {
    title: isVideo ? 'Your tutorial is back' : 'Your account is no longer suspended',
    happened: isVideo
      ? `Your tutorial “${about.title}” is as it was before a moderator took it down.`
      : 'Your account, your channel and your tutorials are as they were before a moderator suspended you.',
    next: 'There is nothing to do.',
    button: isVideo ? 'See your tutorial' : 'Open your studio',
    link: isVideo ? `${siteUrl}/studio/videos/${about.subjectId}/details` : `${siteUrl}/studio`,
  });
}

/** Returns the mail that tells the owner that their appeal was denied. Pure. */
export function deniedMail(name: string, about: Decision, siteUrl: string): Mail {
  const isVideo = about.subjectKind === 'video';
  return decisionMail(name, about.words, {
    title: 'Your appeal was denied',
    happened: isVideo
      ? `A moderator looked at your tutorial “${about.title}” again, and it stays down.`
      : 'A moderator looked at your account again, and it stays suspended.',
    next: isVideo
      ? 'You can still watch it, and delete it.'
      : 'You can still sign in, look after your account, and delete it.',
    button: 'Read the decision',
    link: pageOf(about, siteUrl),
  });
}

/** Returns the mail that tells somebody what became of what they reported. Pure. */
export function reportDecidedMail(name: string, about: About, was: 'dismissed' | 'restricted', siteUrl: string): Mail {
  const outcome = {
    video: {
      dismissed: 'It stays, because it does not break the rules of the site.',
      restricted: 'It broke the rules of the site and was taken down.',
    },
    person: {
      dismissed: 'They stay, because they do not break the rules of the site.',
      restricted: 'They broke the rules of the site, and their account was suspended.',
    },
  }[about.subjectKind][was];
  return decisionMail(name, null, {
    title: 'We looked at your report',
    happened: `You reported ${about.subjectKind === 'video' ? `“${about.title}”` : 'a creator'} at ${new URL(siteUrl).host}. A moderator looked at it. ${outcome}`,
    next: 'Thank you for your help.',
    button: 'Your reports',
    link: `${siteUrl}/account/reports`,
  });
}

/** The page on which the owner reads a decision and appeals. */
function pageOf({ subjectKind, subjectId }: About, siteUrl: string): string {
  return subjectKind === 'video' ? `${siteUrl}/studio/videos/${subjectId}/appeal` : `${siteUrl}/account/suspension`;
}

interface Words {
  readonly title: string;
  readonly happened: string;
  readonly reason?: string;
  readonly next: string;
  readonly button: string;
  readonly link: string;
}

/** The subject of such a mail names nothing of anybody's, because subjects are not encrypted. */
function decisionMail(
  name: string,
  wrote: string | null,
  { title, happened, reason, next, button, link }: Words,
): Mail {
  const because = reason === undefined ? [] : [`Reason: ${reason}`];
  const quoted = wrote === null ? [] : [`The moderator wrote:\n${wrote}`];
  return {
    subject: title,
    text: `${[`Hello ${name},`, happened, ...because, ...quoted, next, link].join('\n\n')}\n`,
    html: mailPage({
      title,
      heading: `Hello <bdi>${escapeHtml(name)}</bdi>`,
      blocks: [
        `<p dir="auto">${escapeHtml(happened)}</p>`,
        ...because.map((line) => `<p>${escapeHtml(line)}</p>`),
        ...(wrote === null
          ? []
          : [
              `<p>The moderator wrote:</p><blockquote dir="auto" style="white-space:pre-line">${escapeHtml(wrote)}</blockquote>`,
            ]),
        `<p>${next}</p>`,
        mailButton(link, button),
      ],
    }),
  };
}
