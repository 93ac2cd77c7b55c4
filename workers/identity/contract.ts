import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';
import { encryptedText } from '@/personal-data/encrypted-text';

const userId = z.uuid();
/** SHA-256 of the random session id in the person's token, in hex. */
const sessionHash = z.string().regex(/^[0-9a-f]{64}$/);

/** A session's token is good for this many days. */
export const SESSION_DAYS = 30;
/** The longest name of a person, in characters as `countCharacters` counts them. */
export const PERSON_NAME_MAX = 80;

const rejection = { reason: z.string(), field: z.string().optional() };

/** The data of these messages held names and addresses in clear text once. Set-up has sealed them where they stood. */
function unsealed(): never {
  throw new Error('it is from before personal data was sealed, and the next start of the site seals it');
}

/** What the person chose at registration. The password is hashed (argon2id, PHC string) before it goes anywhere. */
const registration = z.object({
  userId,
  /** The entity of the address, by an id that nobody can guess from it. */
  addressId: z.uuid(),
  /** As personal-data's `emailAddress` has it. */
  email: encryptedText(),
  /** At most PERSON_NAME_MAX characters. */
  name: encryptedText(),
  passwordHash: encryptedText(),
  /** Comes back from the link in the welcome mail. */
  confirmationToken: z.uuid(),
});

/**
 * Who may sign in. Two kinds of entity share the category: an account, by its user id, and an email address, by
 * `personal.address_id`, which an account claims as long as it is there. All attempts for one address meet in its one
 * stream. What names the person is sealed with their key, which is taken away when they delete their account.
 */
export const identity = defineContract({
  category: 'identity',
  commands: {
    /** To the address: claim it and open the account. */
    Register: messageType('Register', registration, [unsealed]),
    /** To the account: its address is theirs, they have its mail. */
    ConfirmEmail: messageType('ConfirmEmail', z.object({ userId, confirmationToken: z.string().max(200) })),
    /** To the account: the password was right. */
    RecordSignIn: messageType('RecordSignIn', z.object({ userId, sessionHash })),
    /** To the address: the password was wrong, or nobody has this address. */
    RecordSignInFailure: messageType('RecordSignInFailure', z.object({ addressId: z.uuid() })),
    /** To the account: end one session. */
    SignOut: messageType('SignOut', z.object({ userId, sessionHash })),
    /** To the account: the person wants to be forgotten. */
    DeleteAccount: messageType('DeleteAccount', z.object({ userId })),
    /** To the address: the account that claimed it is deleted. The component's own reaction asks. */
    ReleaseAddress: messageType('ReleaseAddress', z.object({ addressId: z.uuid(), userId })),
  },
  events: {
    /** On the address: it is taken, by this account. */
    AddressClaimed: messageType('AddressClaimed', z.object({ addressId: z.uuid(), userId })),
    /** On the account: its first event. */
    Registered: messageType('Registered', registration.extend({ registeredAt: z.iso.datetime() }), [unsealed]),
    /** On the address: somebody has it already (`address-taken`), or the account is deleted (`account-deleted`). */
    RegistrationRejected: messageType('RegistrationRejected', z.object({ ...rejection, userId })),
    EmailConfirmed: messageType('EmailConfirmed', z.object({ userId })),
    /** `no-such-account` or `wrong-token`. */
    EmailConfirmationRejected: messageType('EmailConfirmationRejected', z.object({ ...rejection, userId })),
    UserSignedIn: messageType('UserSignedIn', z.object({ userId, sessionHash, signedInAt: z.iso.datetime() })),
    /** On the address. */
    SignInFailed: messageType('SignInFailed', z.object({ addressId: z.uuid(), failedAt: z.iso.datetime() })),
    UserSignedOut: messageType('UserSignedOut', z.object({ userId, sessionHash, signedOutAt: z.iso.datetime() })),
    /** On the account: its last event. The person's key goes, and with it all that names them. */
    AccountDeleted: messageType(
      'AccountDeleted',
      z.object({ userId, addressId: z.uuid(), deletedAt: z.iso.datetime() }),
    ),
    /** `no-such-account`. */
    AccountDeletionRejected: messageType('AccountDeletionRejected', z.object({ ...rejection, userId })),
    /** On the address: it is free again. */
    AddressReleased: messageType('AddressReleased', z.object({ addressId: z.uuid(), userId })),
  },
});
