/** What happens in an account that its person wants to know of, in words, by the type of the event. */
export const ACCOUNT_HISTORY = {
  Registered: 'Registered',
  AddressChanged: 'Changed the email address',
  UserSignedIn: 'Signed in',
  PasswordChanged: 'Changed the password',
  WrongCodesNoticed: 'Somebody entered many wrong codes',
  AuthenticatorEnabled: 'Switched two-step sign-in on',
  AuthenticatorDisabled: 'Switched two-step sign-in off',
  PasskeyAdded: 'Added a passkey',
  PasskeyRemoved: 'Removed a passkey',
  ExternalIdentityLinked: 'Connected an account elsewhere',
  ExternalIdentityUnlinked: 'Disconnected an account elsewhere',
  ApiTokenCreated: 'Made an API token',
  ApiTokenRevoked: 'Revoked the API token',
  RoleRequested: 'Asked to become a creator',
  RoleGranted: 'Got another role',
  RoleWithdrawn: 'Lost a role',
  AccountSuspended: 'The account was suspended',
  SuspensionLifted: 'The suspension was lifted',
  TermsAccepted: 'Accepted the terms',
  DeletionRequested: 'Asked to delete the account',
  DeletionCancelled: 'Kept the account',
} as const;

/** A type of event that the history of an account has. */
export type AccountHistoryType = keyof typeof ACCOUNT_HISTORY;
