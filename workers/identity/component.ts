import type { Environment } from '@/environment';
import { decides } from '@/workers/runtime/decides';
import type { Component } from '@/workers/runtime/subscription';
import { identity } from './contract';
import { forgets } from './forgetting';
import { identityDecider } from './identity';
import { writesMail } from './mail';

/** Decides who may sign in, greets new accounts by mail, and forgets those who delete theirs. */
export function makeIdentity({ siteUrl }: Pick<Environment, 'siteUrl'>): Component {
  return { name: 'identity', subscriptions: [decides(identity, identityDecider), writesMail(siteUrl), forgets()] };
}
