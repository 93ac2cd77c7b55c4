/** What a page is for that sends visitors to sign in, by the beginning of its path. */
const REASONS: readonly (readonly [path: string, reason: string])[] = [
  ['/report', 'Sign in to send a report. Only moderators see that it was you.'],
  ['/confirm', 'Sign in to confirm your new email address.'],
  ['/studio/upload', 'Sign in to upload.'],
  ['/studio/invitations', 'Sign in to accept the invitation.'],
  ['/admin/reports', 'Sign in to decide about reports.'],
];

/** Returns why somebody has to sign in who is led to this path after it; undefined where it is plain. Pure. */
export function whySignIn(next: string): string | undefined {
  const { pathname } = new URL(next, 'http://nowhere.invalid');
  return REASONS.find(([path]) => pathname === path || pathname.startsWith(`${path}/`))?.[1];
}
