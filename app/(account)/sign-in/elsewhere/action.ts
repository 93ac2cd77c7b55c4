'use server';

import { z } from 'zod';
import { leaveFor } from '@/app/_lib/auth/elsewhere/leave';
import { returnTo } from '@/app/_lib/auth/return-to';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { typedText } from '@/app/_lib/commands/form-fields';

/** Begins to sign in at the provider. */
export const signInElsewhere = visitorAction(z.object({ next: typedText }), ({ next }) =>
  leaveFor({ next: returnTo(next), connectTo: null }),
);
