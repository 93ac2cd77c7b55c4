import { z } from 'zod';

/** For a link that is incomplete or invented. */
export const WRONG_LINK = 'This link belongs to no subscription. Check that you opened the whole link from the email.';

/** What the link of a mail says: who gets it, and what proves that one has it. */
export const unsubscribeLink = z.object({ user: z.uuid().toLowerCase(), token: z.uuid() });
