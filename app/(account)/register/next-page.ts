import 'server-only';
import { z } from 'zod';
import { sealedCookie } from '@/app/_lib/auth/sealed-cookie';
import { ADDRESS_LINK_HOURS } from '@/workers/identity/contract';

/** Where somebody who registers goes in the end, if they open the link on the same browser. */
export const nextPage = sealedCookie('after-registering', z.object({ next: z.string() }), ADDRESS_LINK_HOURS * 60);
