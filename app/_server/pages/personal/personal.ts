import { pageStamp } from '../../../_lib/commands/page-stamp';
import { initials } from '../../../_lib/format/initials';
import type { CurrentUser } from '../../../_lib/auth/find-user';
import { showEmail } from '../../../../personal-data/address';

/** What differs between the copies of a page for different users, as pages show it. */
export interface Personal {
  readonly userId: string;
  /** The person of the page stamp. */
  readonly person: string;
  readonly name: string;
  readonly email: string;
  readonly initials: string;
}

/** Returns what pages show of a user. */
export function personalOf(user: CurrentUser): Personal {
  const { userId, name, email } = user;
  return { userId, person: pageStamp(user).person, name, email: showEmail(email), initials: initials(name) };
}
