/** What a user must be to send a form or open a page. */
export type Permission =
  /** Signed in, also while suspended: look after the account. */
  | 'account'
  /** Not suspended: use the site. */
  | 'member'
  /** Upload, and begin tutorials and series. */
  | 'creator'
  /** Decide about reports. */
  | 'moderator'
  | 'administrator';

/** What a user is, as far as permissions depend on it. */
export interface Rights {
  readonly isSuspended: boolean;
  readonly mayCreate: boolean;
  readonly isModerator: boolean;
  readonly isAdmin: boolean;
}

/** Returns whether a user may do what takes this permission. Pure. */
export function may({ isSuspended, mayCreate, isModerator, isAdmin }: Rights, permission: Permission): boolean {
  if (permission === 'account') return true;
  if (isSuspended) return false;
  return { member: true, creator: mayCreate, moderator: isModerator, administrator: isAdmin }[permission];
}

/** Returns why a user may not do what takes this permission, in a sentence. Null if they may. Pure. */
export function whyNot(user: Rights, permission: Permission): string | null {
  if (may(user, permission)) return null;
  if (user.isSuspended) return 'Your account is suspended, so you can’t do this.';
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
