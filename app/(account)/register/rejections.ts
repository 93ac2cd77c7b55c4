import type { ReasonOf } from '@/workers/identity/contract';

type Reason = ReasonOf<'RegistrationRejected'> | 'unavailable';

/** The sentence that a user reads when a registration is rejected, by reason. */
const SENTENCES: Record<Reason, string> = {
  'address-taken': 'This address is already registered. Sign in, or use another one.',
  'account-deleted': 'The account of this registration has been deleted. Register again to open a new one.',
  unavailable: 'You couldn’t be registered just now, and nothing was saved. Try again in a moment.',
};

/** Returns the sentence for a reason. An unknown reason gets general advice. */
export function rejectionSentence(reason: string): string {
  return SENTENCES[Object.hasOwn(SENTENCES, reason) ? (reason as Reason) : 'unavailable'];
}
