import 'server-only';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import type { CurrentUser } from '@/app/_lib/auth/find-user';

/**
 * A user who does not exist, for whom this process renders pages as templates for all users of a kind. Nobody can
 * guess what its page shows of it, so on such a page it is found for certain, and replaced for each user.
 */
export interface TemplateUser extends CurrentUser {
  /** The value of the session cookie that stands for it. It never leaves the process. */
  readonly cookie: string;
}

/** The kinds of users whose pages differ in more than the user's own words. */
export type UserKind = 'user' | 'moderator' | 'administrator';

// The server and the pages are bundled separately and share this process.
const templateUsers = oncePerProcess('template users', () => ({
  user: make({}),
  moderator: make({ isModerator: true }),
  administrator: make({ isModerator: true, isAdmin: true }),
}));

/** Returns the template user of a kind. Its address is confirmed. */
export function templateUser(kind: UserKind): TemplateUser {
  return templateUsers[kind];
}

/** Returns the template user that the value of a session cookie stands for, or null. */
export function templateUserOf(cookie: string): TemplateUser | null {
  return Object.values(templateUsers).find((user) => user.cookie === cookie) ?? null;
}

/** Returns whether an asker is a template user. It sees what a visitor sees. */
export function isTemplateUser({ userId }: { userId: string }): boolean {
  return Object.values(templateUsers).some((user) => user.userId === userId);
}

function make({ isModerator = false, isAdmin = false }): TemplateUser {
  const word = () => randomBytes(5).toString('hex');
  return {
    userId: randomUUID(),
    // Two words, so that its initials, two characters that nobody uses, are as unguessable as the rest.
    name: `${privateCharacter()}${word()} ${privateCharacter()}${word()}`,
    email: `${word()}.${word()}@user.invalid`,
    emailConfirmed: true,
    isAdmin,
    needsTwoSteps: false,
    isModerator,
    mayCreate: true,
    isSuspended: false,
    deleteAt: null,
    owesTerms: false,
    cookie: `template-${randomBytes(32).toString('base64url')}`,
  };
}

/** A random character of the planes 15 and 16, which Unicode leaves to private use. */
function privateCharacter(): string {
  return String.fromCodePoint(randomInt(0xf0000, 0x10fffd));
}
