import type { ViewAccess } from '@message-db/runtime';

/** Returns the database role of a service, such as `video_tutorials_send_email`. */
export function roleOf(service: string): string {
  return `video_tutorials_${service.replaceAll('-', '_')}`;
}

/** The roles that read the views: the application and people. */
export const READERS: readonly string[] = [roleOf('application'), roleOf('operator')];

export const VIEW_ACCESS: ViewAccess = { readers: READERS, operators: [roleOf('operator')] };

/**
 * The settings with which the application tells the database who asks, for one transaction. The rules of views use
 * them.
 */
export const ASKER_SETTINGS = {
  userId: 'site.user_id',
  isAdmin: 'site.is_admin',
  isModerator: 'site.is_moderator',
  videoId: 'site.video_id',
  invitation: 'site.invitation',
} as const;
