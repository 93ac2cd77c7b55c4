import { z } from 'zod';

/** What the link of a mail says: who gets it, and what proves that one has it. */
export const unsubscribeLink = z.object({ user: z.uuid().toLowerCase(), token: z.uuid() });
