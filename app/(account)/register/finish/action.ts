'use server';

import { z } from 'zod';
import { addressLinkOf, addressToken } from '@/app/_lib/auth/address-link';
import { returnTo } from '@/app/_lib/auth/return-to';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { accountToCome } from '../account-to-come';
import { nextPage } from '../next-page';
import { openAccount } from '../open-account';
import { chosenFields } from './fields';

const fields = z.object({ token: addressToken, ...chosenFields });

/** Opens the account of the link that was mailed, signs in, and redirects; or returns the errors of the fields. */
export const finishRegistration = visitorAction(fields, async ({ token, ...chosen }) =>
  openAccount(token, chosen, {
    link: () => addressLinkOf(accountToCome(token).userId, token),
    next: returnTo((await nextPage.read())?.next),
    forget: () => nextPage.forget(),
  }),
);
