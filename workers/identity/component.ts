import type { Environment } from '@/environment';
import { decides, type Component } from '@message-db/runtime';
import { identity } from './contract';
import { forgets } from './forgetting';
import { identityDecider } from './identity';
import { mailsAboutSecurity } from './security-mailing';
import { welcomes } from './welcome';

/**
 * Registers accounts, their passwords and sessions, sends the mails about them, and forgets people who delete their accounts.
 */
export function makeIdentity({ siteUrl }: Pick<Environment, 'siteUrl'>): Component {
  return {
    name: 'identity',
    subscriptions: [decides(identity, identityDecider), welcomes(siteUrl), mailsAboutSecurity(siteUrl), forgets()],
  };
}
