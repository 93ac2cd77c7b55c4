import { expect, test } from 'vitest';
import { whySignIn } from './why-sign-in';

test('who is led to sign in reads why, where it is not plain', () => {
  expect(whySignIn('/report?video=1')).toBe('Sign in to send a report. Only moderators see that it was you.');
  expect(whySignIn('/studio/invitations/a-token')).toBe('Sign in to accept the invitation.');
  for (const next of ['/studio', '/reports', '/']) expect(whySignIn(next)).toBe(undefined);
});
