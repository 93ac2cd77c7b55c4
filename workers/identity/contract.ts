import { defineContract, messageType } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';

const userId = z.uuid();
/** An email address, as `normaliseEmail` leaves it. */
export const emailAddress = z.email().max(254).lowercase();
/** SHA-256 of the random session id in the person's token, in hex. */
const sessionHash = z.string().regex(/^[0-9a-f]{64}$/);

/** A session's token is good for this many days. */
export const SESSION_DAYS = 30;
/** The longest name of a person, in characters. */
export const PERSON_NAME_MAX = 80;

const rejection = { reason: z.string(), field: z.string().optional() };

const ADDRESSES = '6f1d2a9c-52a0-4d3b-9a53-0a1f6d3c7b11';

/** An address as it is compared: trimmed and in lower case. */
export function normaliseEmail(address: string): string {
  return address.trim().toLowerCase();
}

/** The entity of an email address. `Register` and `RecordSignInFailure` go to it. */
export function addressId(address: string): string {
  return uuidFrom(normaliseEmail(address), ADDRESSES);
}

/** What the person chose at registration. The password is hashed (argon2id, PHC string) before it goes anywhere. */
const registration = z.object({
  userId,
  email: emailAddress,
  name: z.string().trim().min(1).max(PERSON_NAME_MAX),
  passwordHash: z.string().startsWith('$argon2id$'),
  /** Comes back from the link in the welcome mail. */
  confirmationToken: z.uuid(),
});

/**
 * Who may sign in. Two kinds of entity share the category: an account, by its user id, and an email address, by
 * `addressId`, which the first account to register it claims. All attempts for one address meet in its one stream.
 */
export const identity = defineContract({
  category: 'identity',
  commands: {
    /** To the address: claim it and open the account. */
    Register: messageType('Register', registration),
    /** To the account: its address is theirs, they have its mail. */
    ConfirmEmail: messageType('ConfirmEmail', z.object({ userId, confirmationToken: z.string().max(200) })),
    /** To the account: the password was right. */
    RecordSignIn: messageType('RecordSignIn', z.object({ userId, sessionHash })),
    /** To the address: the password was wrong, or nobody has this address. */
    RecordSignInFailure: messageType('RecordSignInFailure', z.object({ addressId: z.uuid() })),
    /** To the account: end one session. */
    SignOut: messageType('SignOut', z.object({ userId, sessionHash })),
  },
  events: {
    /** On the address: it is taken, by this account. */
    AddressClaimed: messageType('AddressClaimed', z.object({ addressId: z.uuid(), userId })),
    /** On the account: its first event. */
    Registered: messageType('Registered', registration.extend({ registeredAt: z.iso.datetime() })),
    /** On the address: somebody has it already (`address-taken`). */
    RegistrationRejected: messageType('RegistrationRejected', z.object({ ...rejection, userId })),
    EmailConfirmed: messageType('EmailConfirmed', z.object({ userId, email: emailAddress })),
    /** `no-such-account` or `wrong-token`. */
    EmailConfirmationRejected: messageType('EmailConfirmationRejected', z.object({ ...rejection, userId })),
    UserSignedIn: messageType('UserSignedIn', z.object({ userId, sessionHash, signedInAt: z.iso.datetime() })),
    /** On the address. */
    SignInFailed: messageType('SignInFailed', z.object({ addressId: z.uuid(), failedAt: z.iso.datetime() })),
    UserSignedOut: messageType('UserSignedOut', z.object({ userId, sessionHash, signedOutAt: z.iso.datetime() })),
  },
});
