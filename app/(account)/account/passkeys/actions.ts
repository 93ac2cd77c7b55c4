'use server';

import { headers } from 'next/headers';
import { z } from 'zod';
import { checkNewPasskey } from '@/app/_lib/auth/passkeys';
import { ENTERED_TOO_LONG_AGO, enteredNow } from '@/app/_lib/auth/password-entered';
import { commandAction } from '@/app/_lib/commands/form-action';
import { INCOMPLETE, UNAVAILABLE } from '@/app/_lib/commands/form-fields';
import { rejected } from '@/app/_lib/commands/form-state';
import { parseUserAgent } from '@/app/_lib/http/user-agent';
import { identity, PASSKEYS_MAX, type ReasonOf } from '@/workers/identity/contract';

const SENTENCES: Record<ReasonOf<'PasskeyRejected'>, string> = {
  'no-such-account': UNAVAILABLE,
  'password-changed': ENTERED_TOO_LONG_AGO,
  'session-ended': ENTERED_TOO_LONG_AGO,
  'too-many': `An account can have ${PASSKEYS_MAX} passkeys. Remove one first.`,
};

/** Adds the passkey that the browser has made. */
export const addPasskey = commandAction({
  permission: 'account',
  fields: z.object({ passkey: z.string(INCOMPLETE).max(20_000, INCOMPLETE) }),
  aggregators: ['user-credentials'],
  async command({ passkey }, { userId }) {
    const entered = await enteredNow(userId);
    if (!entered) return rejected({}, ENTERED_TOO_LONG_AGO);
    const made = await checkNewPasskey(userId, passkey);
    if (!made) return rejected({}, 'That passkey can’t be used here. Reload the page and try again.');
    const device = parseUserAgent((await headers()).get('user-agent') ?? '');
    const { passwordId: currentPasswordId, sessionHash } = entered;
    const command = identity.commands.AddPasskey({ ...made, device, currentPasswordId, sessionHash });
    return { stream: identity.commandStream(userId), command };
  },
  sentence: ({ reason }) =>
    Object.hasOwn(SENTENCES, reason) ? SENTENCES[reason as keyof typeof SENTENCES] : UNAVAILABLE,
});

/** Removes a passkey, which signs nobody in any more. */
export const removePasskey = commandAction({
  permission: 'account',
  fields: z.object({ passkeyId: z.string(INCOMPLETE).regex(/^[\w-]{10,1400}$/, INCOMPLETE) }),
  aggregators: ['user-credentials'],
  async command({ passkeyId }, { userId }) {
    if (!(await enteredNow(userId))) return rejected({}, ENTERED_TOO_LONG_AGO);
    return {
      stream: identity.commandStream(userId),
      command: identity.commands.RemovePasskey({ userId, passkeyId }),
    };
  },
  sentence: () => UNAVAILABLE,
});
