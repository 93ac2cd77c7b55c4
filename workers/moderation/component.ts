import type { Environment } from '@/environment';
import { decides, type Component } from '@message-db/runtime';
import { closesWithAccounts, closesWithVideos } from './closing';
import { moderation } from './contract';
import { enforces } from './enforcing';
import { mails } from './mailing';
import { moderationDecider } from './moderation';

/** Takes reports and decisions about them, has the decisions enforced, and tells everybody concerned by mail. */
export function makeModeration({ siteUrl }: Pick<Environment, 'siteUrl'>): Component {
  return {
    name: 'moderation',
    subscriptions: [
      decides(moderation, moderationDecider),
      enforces(),
      mails(siteUrl),
      closesWithVideos(),
      closesWithAccounts(),
    ],
  };
}
