import { sentencesOf } from '@/app/_lib/commands/sentences-of';
import {
  COLLABORATORS_MAX,
  INVITATIONS_A_DAY_MAX,
  OPEN_INVITATIONS_MAX,
  type CollaborationReason,
} from '@/workers/collaboration/contract';

/** The sentence that a user reads when something about people was rejected, by reason. */
const SENTENCES: Record<CollaborationReason | 'unavailable', string> = {
  'not-yours': 'Only the owner can do that.',
  yourself: 'That’s you: you already have access.',
  'already-invited': 'This person already has an open invitation. Withdraw it to send another.',
  'already-collaborator': 'This account already has access. The owner can change its role in the list of people.',
  'too-many-open': `You have ${OPEN_INVITATIONS_MAX} open invitations. Withdraw some first.`,
  'too-many-today': `You have sent ${INVITATIONS_A_DAY_MAX} invitations in 24 hours. Send more tomorrow.`,
  'too-many-collaborators': `This creator shares with ${COLLABORATORS_MAX} people, which is the limit. Ask them to remove somebody.`,
  'no-such-invitation': 'This invitation is no longer open. Ask the person who sent it for a new one.',
  'no-such-collaborator': 'This person no longer has access. To give them access again, send a new invitation.',
  expired: 'This invitation has expired. Ask the person who sent it for a new one.',
  'not-for-you': 'This invitation is for another account. Sign in to that account.',
  'account-closed': 'This account is deleted.',
  unavailable: 'The site can’t save anything just now. Nothing is lost. Try again in a moment.',
};

/** Returns the sentence for a rejection. */
export const peopleSentence = sentencesOf(SENTENCES);
