import type { Environment } from '@/environment';
import { decides, type Component } from '@message-db/runtime';
import { identity } from './contract';
import { forgets } from './forgetting';
import { identityDecider } from './identity';
import { writesMail } from './mail';

/** Registers accounts and their sessions, sends welcome mails, and forgets people who delete their accounts. */
export function makeIdentity({ siteUrl }: Pick<Environment, 'siteUrl'>): Component {
  return { name: 'identity', subscriptions: [decides(identity, identityDecider), writesMail(siteUrl), forgets()] };
}
