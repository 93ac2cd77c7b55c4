import type { ReasonOf } from '@/workers/identity/contract';

type Reason = ReasonOf<'RegistrationRejected'> | 'unavailable';

const ENDED = 'The link of this registration doesn’t work any more. Ask for a new one.';

/** The sentence that a user reads when a registration is rejected, by reason. */
const SENTENCES: Record<Reason, string> = {
  'address-taken': 'You already have an account with this address. Sign in.',
  'account-deleted': ENDED,
  'link-ended': ENDED,
  unavailable: 'You couldn’t be registered just now, and nothing was saved. Try again in a moment.',
};

/** Returns the sentence for a reason. An unknown reason gets general advice. */
export function rejectionSentence(reason: string): string {
  return SENTENCES[Object.hasOwn(SENTENCES, reason) ? (reason as Reason) : 'unavailable'];
}
