import type { Environment } from '@/environment';
import { cancelTimer, decides, schedules, setTimer, type Component } from '@message-db/runtime';
import { collaborationDecider } from './collaboration';
import { collaboration } from './contract';
import { endsWithAccounts } from './accounts';
import { endsWithVideos } from './videos';
import { mails } from './mailing';

/**
 * Manages invitations and collaborators: mails invitations and expires them, and ends sharing when an account is
 * deleted or a video is purged.
 */
export function makeCollaboration({ siteUrl }: Pick<Environment, 'siteUrl'>): Component {
  return {
    name: 'collaboration',
    subscriptions: [
      decides(collaboration, collaborationDecider),
      expires(),
      mails(siteUrl),
      endsWithAccounts(),
      endsWithVideos(),
    ],
  };
}

/** Sets a timer for each invitation. */
function expires() {
  const cancelled = ({ data: { invitationId } }: { data: { invitationId: string } }) => cancelTimer(invitationId);
  return schedules({
    name: 'collaboration-timers',
    follows: collaboration,
    sends: collaboration,
    timers: {
      CollaboratorInvited({ data: { ownerId, invitationId, expiresAt } }) {
        const message = collaboration.commands.ExpireInvitation({ ownerId, invitationId });
        return setTimer(invitationId, { at: expiresAt, streamName: collaboration.commandStream(ownerId), message });
      },
      InvitationAccepted: cancelled,
      InvitationDeclined: cancelled,
      InvitationWithdrawn: cancelled,
      InvitationExpired: cancelled,
    },
  });
}
