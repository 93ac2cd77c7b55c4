/** What a user may be asked to be. Each includes those before it, but for an administrator's account that is suspended. */
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
export interface Standing {
  readonly isSuspended: boolean;
  readonly mayCreate: boolean;
  readonly isModerator: boolean;
  readonly isAdmin: boolean;
}

/** Returns whether a user may do what takes this permission. Pure. */
export function may({ isSuspended, mayCreate, isModerator, isAdmin }: Standing, permission: Permission): boolean {
  if (permission === 'account') return true;
  if (isSuspended) return false;
  return { member: true, creator: mayCreate, moderator: isModerator, administrator: isAdmin }[permission];
}

/** Returns why a user may not do what takes this permission, in a sentence. Null if they may. Pure. */
export function whyNot(user: Standing, permission: Permission): string | null {
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
