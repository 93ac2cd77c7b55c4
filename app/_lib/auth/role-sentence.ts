import { sentencesOf } from '@/app/_lib/commands/sentences-of';
import type { ReasonOf } from '@/workers/identity/contract';

const REJECTIONS: Record<ReasonOf<'RoleRejected'> | 'unavailable', string> = {
  'no-such-account': 'This account was deleted.',
  suspended: 'This account is suspended, so it can’t get a role.',
  'already-granted': 'Somebody gave them this role meanwhile, so there is nothing to refuse. Reload the page.',
  unavailable: 'The site can’t save anything just now. Nothing is lost. Try again in a moment.',
};

/** Returns the sentence for a rejection of a command about a role. */
export const roleSentence = sentencesOf(REJECTIONS);
