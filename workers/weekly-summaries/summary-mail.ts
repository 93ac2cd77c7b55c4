import { v5 as uuidFrom } from 'uuid';
import { escapeHtml, mailButton, mailPage } from '@/text/mail-page';
import { formatChange, formatCount, formatTimeSpent, formatViews } from '@/text/numbers';
import type { CreatorCounts } from './counts';

const SUMMARY_MAILS = '0b9a2d7e-2f3c-4a52-8c7b-6d6f1c0f4b1e';
/** The most videos in a mail. */
export const VIDEOS_MAX = 5;

/** Returns the id of the mail of a `SummaryDue` event, and of the command that sends it. */
export function summaryMailIds(eventId: string): { emailId: string; commandId: string } {
  const emailId = uuidFrom(eventId, SUMMARY_MAILS);
  return { emailId, commandId: uuidFrom('Send', emailId) };
}

export interface SummaryWords {
  readonly userId: string;
  /** The Monday of the week, such as `2026-11-16`. */
  readonly monday: string;
  readonly counts: Pick<CreatorCounts, 'week' | 'previous'>;
  /** The videos with the most views. */
  readonly videos: readonly { readonly videoId: string; readonly title: string; readonly views: number }[];
  readonly unsubscribeToken: string;
}

/**
 * Returns the mail about a creator's week. Its subject names nothing of theirs, because subjects are not encrypted. Pure.
 */
export function summaryMail(
  { userId, monday, counts, videos, unsubscribeToken }: SummaryWords,
  siteUrl: string,
): { subject: string; text: string; html: string; unsubscribeUrl: string } {
  const first = new Date(`${monday}T00:00:00Z`);
  const sunday = new Date(first.getTime() + 6 * 24 * 3600_000);
  const days = daysOf(first, sunday);
  const period = new URLSearchParams({ from: monday, to: sunday.toISOString().slice(0, 10) });
  const analytics = `${siteUrl}/studio/analytics?${period}`;
  const unsubscribe = new URLSearchParams({ user: userId, token: unsubscribeToken });
  const figures = figuresOf(counts);
  const rows = videos.map(({ videoId, title, views }) => ({
    link: `${siteUrl}/studio/videos/${videoId}/analytics?${period}`,
    title,
    views: formatViews(views),
  }));
  const page = `${siteUrl}/unsubscribe?${unsubscribe}`;
  const why = 'You get this email because you asked for a weekly summary.';
  return {
    subject: 'Your week at Video Tutorials',
    text: [
      `Your week, ${days}`,
      figures.map(({ name, value, change }) => `${name}: ${value}${change ? ` (${change})` : ''}`).join('\n'),
      ...(rows.length > 0
        ? [`Watched most:\n${rows.map(({ title, views, link }) => `- ${title}: ${views}\n  ${link}`).join('\n')}`]
        : []),
      `All of your analytics:\n${analytics}`,
      `${why} To stop it, open this link:\n${page}\n`,
    ].join('\n\n'),
    html: mailPage({
      title: 'Your week',
      heading: `Your week<br><span style="font-size:16px;font-weight:400">${days}</span>`,
      blocks: [
        ...figures.map(
          ({ name, value, change }) =>
            `<p style="margin:12px 0"><span style="font-size:14px">${name}</span><br><strong style="font-size:22px">${value}</strong>${change ? ` <span style="font-size:14px">${change}</span>` : ''}</p>`,
        ),
        ...(rows.length > 0 ? ['<h2 style="font-size:16px;margin:24px 0 4px">Watched most</h2>'] : []),
        ...rows.map(
          ({ title, views, link }) =>
            `<p style="margin:8px 0" dir="auto"><a href="${escapeHtml(link)}">${escapeHtml(title)}</a><br><span style="font-size:14px">${views}</span></p>`,
        ),
        mailButton(analytics, 'See all of it'),
        `<p style="font-size:14px">${why} <a href="${escapeHtml(page)}">Unsubscribe</a></p>`,
      ],
    }),
    // Programs of mail unsubscribe by a request, people on the page.
    unsubscribeUrl: `${siteUrl}/api/unsubscribe?${unsubscribe}`,
  };
}

const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const daysOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });

/** "16–22 November 2026", "30 November – 6 December 2026". */
function daysOf(first: Date, last: Date): string {
  return first.getUTCMonth() === last.getUTCMonth()
    ? `${first.getUTCDate()}–${dates.format(last)}`
    : `${daysOfYear.format(first)} – ${dates.format(last)}`;
}

function figuresOf({ week, previous }: Pick<CreatorCounts, 'week' | 'previous'>) {
  const than = (change: string | null) => change && `${change} to the week before`;
  return [
    { name: 'Views', value: formatCount(week.views), change: than(formatChange(week.views, previous.views)) },
    {
      name: 'Watch time',
      value: formatTimeSpent(week.watchedMilliseconds / 1000),
      change: than(formatChange(week.watchedMilliseconds, previous.watchedMilliseconds)),
    },
  ];
}
