import type { Environment } from '@/environment';
import { decides } from '@/workers/runtime/decides';
import { reacts } from '@/workers/runtime/reacts';
import type { Component } from '@/workers/runtime/subscription';
import { sendEmail } from '@/workers/send-email/contract';
import { identity } from './contract';
import { identityDecider } from './identity';
import { welcomeMail, welcomeMailIds } from './welcome-mail';

/** Decides who may sign in, and greets new accounts by mail. */
export function makeIdentity({ siteUrl }: Pick<Environment, 'siteUrl'>): Component {
  return { name: 'identity', subscriptions: [decides(identity, identityDecider), welcomes(siteUrl)] };
}

/** Follows the component's own `Registered`: asks for the welcome mail, under ids made from that event. */
function welcomes(siteUrl: string) {
  return reacts({
    name: 'identity-welcome',
    category: identity.category,
    writes: [sendEmail.commandCategory],
    read: identity.readEvent,
    handlers: {
      Registered(registered) {
        const { emailId, commandId } = welcomeMailIds(registered.id);
        const mail = { emailId, to: registered.data.email, ...welcomeMail(registered.data, siteUrl) };
        return [
          { streamName: sendEmail.commandStream(emailId), message: sendEmail.commands.Send(mail, { id: commandId }) },
        ];
      },
    },
  });
}
