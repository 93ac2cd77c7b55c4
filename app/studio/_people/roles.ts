import type { Role } from '@/workers/collaboration/contract';
import type { Subject } from '../_queries/collaborators';

export const ROLE_NAMES: Readonly<Record<Role, string>> = { editor: 'Editor', viewer: 'Viewer' };

/** Returns the address of the page of people of a subject. */
export function peoplePath({ kind, id }: Subject) {
  switch (kind) {
    case 'video':
      return `/studio/videos/${id}/people` as const;
    case 'series':
      return `/studio/series/${id}/people` as const;
    case 'channel':
      return '/studio/channel/people' as const;
  }
}
