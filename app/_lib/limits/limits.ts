import { SIGN_IN_FAILURES_MAX, SIGN_IN_FAILURES_MINUTES } from '@/workers/identity/contract';

/** What one key may do until its window ends, which begins with the first time. */
interface Declared {
  readonly max: number;
  readonly minutes: number;
  /** What a person reads who has reached it. */
  readonly sentence: string;
}

const ofNetwork = (max: number, minutes: number): Declared => ({
  max,
  minutes,
  sentence: `Your network has asked for this too often, perhaps by others who share it. Try again in ${minutes === 60 ? 'an hour' : `${minutes} minutes`}.`,
});
const wrongPasswords = (max: number): Declared => ({
  max,
  minutes: SIGN_IN_FAILURES_MINUTES,
  sentence: `Too many wrong passwords. Try again in ${SIGN_IN_FAILURES_MINUTES} minutes, or choose a new one with “Forgot your password?”.`,
});

/**
 * All limits that hold across processes and machines. A network is one client: an IPv4 address, or 64 bits of IPv6. A school has
 * one address for all of its computers.
 */
export const LIMITS = {
  'wrong passwords from a network': wrongPasswords(100),
  'wrong passwords for an address': wrongPasswords(SIGN_IN_FAILURES_MAX),
  'wrong passwords on a known browser': wrongPasswords(2 * SIGN_IN_FAILURES_MAX),
  'wrong passkeys from a network': ofNetwork(100, SIGN_IN_FAILURES_MINUTES),
  // To the provider and back.
  'sign-ins elsewhere from a network': ofNetwork(200, SIGN_IN_FAILURES_MINUTES),
  'wrong codes for an account': {
    max: SIGN_IN_FAILURES_MAX,
    minutes: SIGN_IN_FAILURES_MINUTES,
    sentence: `Too many wrong codes. Try again in ${SIGN_IN_FAILURES_MINUTES} minutes.`,
  },
  'registrations from a network': ofNetwork(60, 60),
  'password links from a network': ofNetwork(30, 60),
  'address changes from a network': ofNetwork(30, 60),
  // All three together.
  'mails from a network': ofNetwork(90, 60),
  'links opened from a network': ofNetwork(300, 60),
  'reports from a network': ofNetwork(60, 60),
  'uploads from a network': ofNetwork(3000, 60),
  'uploads of an account': {
    max: 1000,
    minutes: 60,
    sentence: 'You have begun too many uploads within an hour. Try again later.',
  },
  'searches from a network': {
    max: 300,
    minutes: 1,
    sentence: 'Your network has searched too often, perhaps by others who share it. Try again in a minute.',
  },
  // A proof is good for ten minutes.
  'uses of a proof': { max: 1, minutes: 15, sentence: 'This was sent before. Send it again.' },
} as const satisfies Record<string, Declared>;

export type Limit = keyof typeof LIMITS;
