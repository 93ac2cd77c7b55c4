/** What a user must be to send a form or open a page. */
export type Permission =
  /** Signed in, also while suspended, about to be deleted or without the terms: look after the account. */
  | 'account'
  /** None of these: use the site. */
  | 'member'
  /** Upload, and begin tutorials and series. */
  | 'creator'
  /** Decide about reports. */
  | 'moderator'
  | 'administrator';

/** What a user is, as far as permissions depend on it. */
export interface Rights {
  readonly isSuspended: boolean;
  /** When the account is going to be deleted; null if it is not. */
  readonly deleteAt: Date | null;
  /** They have not accepted the present terms of the site. */
  readonly owesTerms: boolean;
  readonly mayCreate: boolean;
  readonly isModerator: boolean;
  readonly isAdmin: boolean;
}

/** Returns whether a user may look after their account and do nothing else. Pure. */
export function isRestricted({
  isSuspended,
  deleteAt,
  owesTerms,
}: Pick<Rights, 'isSuspended' | 'deleteAt' | 'owesTerms'>): boolean {
  return isSuspended || deleteAt !== null || owesTerms;
}

/** Returns whether a user may do what takes this permission. Pure. */
export function may(user: Rights, permission: Permission): boolean {
  if (permission === 'account') return true;
  if (isRestricted(user)) return false;
  const { mayCreate, isModerator, isAdmin } = user;
  return { member: true, creator: mayCreate, moderator: isModerator, administrator: isAdmin }[permission];
}

/** Returns why a user may not do what takes this permission, in a sentence. Null if they may. Pure. */
export function whyNot(user: Rights, permission: Permission): string | null {
  if (may(user, permission)) return null;
  if (user.isSuspended) return 'Your account is suspended, so you can’t do this.';
  if (user.deleteAt !== null)
    return 'Your account is going to be deleted, so you can’t do this. You can still keep it, on the page of your account.';
  if (user.owesTerms) return 'Accept the terms of this site first, on the page of your account.';
  return {
    account: null,
    member: null,
    creator: 'Only creators can do this. An administrator of the site can make you one.',
    moderator: 'Only moderators can do this.',
    administrator: 'Only administrators can do this.',
  }[permission];
}

/**
 * Returns why a user may not publish a video or give it a file, in a sentence. Null if they may: their own as a creator, and one
 * that is shared with them because its owner chose them. Pure.
 */
export function whyNotPublish(user: Rights & { readonly userId: string }, ownerId: string): string | null {
  return whyNot(user, ownerId === user.userId ? 'creator' : 'member');
}
