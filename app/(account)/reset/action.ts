'use server';

import { z } from 'zod';
import { rememberBrowser } from '@/app/_lib/auth/known-browser';
import { newPasswordOf } from '@/app/_lib/auth/new-password';
import { passwordError } from '@/app/_lib/auth/password-rules';
import { resetLinkOf } from '@/app/_lib/auth/reset-link';
import { forgetTries } from '@/app/_lib/auth/wrong-tries';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { typedText } from '@/app/_lib/commands/form-fields';
import { done, rejected, type Answer } from '@/app/_lib/commands/form-state';
import { sendAndWait, type Outcome } from '@/app/_lib/commands/send-command';
import { take } from '@/app/_lib/limits/take';
import { thisNetwork } from '@/app/_lib/limits/this-network';
import { identity } from '@/workers/identity/contract';
import { LINK_FIELD } from '../_ui/link-field';

const ENDED = rejected({ [LINK_FIELD]: 'This link doesn’t work any more.' });
const UNAVAILABLE = 'Your password couldn’t be changed just now. Try again in a moment.';
const fields = z.object({ user: typedText, token: typedText, password: typedText });

/** Sets the password of the account whose link was mailed. Nobody needs to be signed in, and nobody is after it. */
export const resetPassword = visitorAction(fields, async ({ user, token, password }) => {
  try {
    const full = await take(['links opened from a network', await thisNetwork()]);
    if (full) return rejected({}, full.sentence);
    const link = await resetLinkOf({ user, token });
    if (!link) return ENDED;
    const { userId, tokenHash, email } = link;
    const error = await passwordError(password, { email });
    if (error !== null) return rejected({ password: error });
    const chosen = await newPasswordOf(userId, password);
    const command = identity.commands.ResetPassword({ ...chosen, tokenHash });
    const outcome = await sendAndWait(identity.commandStream(userId), command, {
      userId,
      aggregators: ['user-credentials'],
    });
    // Wrong passwords that others typed must not keep the owner out.
    if (outcome.status === 'done') {
      await forgetTries({ userId, email });
      await rememberBrowser(userId, chosen.passwordId);
    }
    return answerTo(outcome);
  } catch (error) {
    console.error('Could not reset a password:', error);
    return rejected({}, UNAVAILABLE);
  }
});

function answerTo(outcome: Outcome): Answer {
  if (outcome.status === 'done') return done(null);
  if (outcome.status !== 'rejected') return { status: outcome.status, traceId: null };
  return outcome.rejection.reason === 'unavailable' ? rejected({}, UNAVAILABLE) : ENDED;
}
