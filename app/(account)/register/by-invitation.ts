import { environment } from '@/app/_lib/environment';

/** What somebody reads who wants to register where only administrators invite people. */
export const BY_INVITATION = 'This site takes new accounts by invitation only. Ask the people who run it.';

/**
 * Returns whether somebody with this address needs an invitation to register. Administrators who are named in the environment do not,
 * because nobody else could send the first one.
 */
export function needsInvitation(email: string): boolean {
  return environment.REGISTRATION === 'invitation' && !environment.ADMIN_EMAILS.includes(email);
}
