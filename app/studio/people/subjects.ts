import type { Role, SubjectKind } from '@/workers/collaboration/contract';
import type { Subject } from '../_queries/collaborators';

export const ROLE_NAMES: Readonly<Record<Role, string>> = { editor: 'Editor', viewer: 'Viewer' };

/** What a role may do with each kind of subject. */
export const ROLE_MEANINGS: Readonly<Record<SubjectKind, Readonly<Record<Role, string>>>> = {
  video: {
    editor: 'Can change and publish this video, including its file. Can’t delete it or invite people.',
    viewer: 'Can watch it before it is published, and see its analytics. Can’t change anything.',
  },
  series: {
    editor:
      'Can change and publish this series and the videos that you put into it. Can’t delete them or invite people.',
    viewer: 'Can see it and its videos before they are published, with their analytics. Can’t change anything.',
  },
  channel: {
    editor:
      'Can change and publish all your videos and series, including later ones. Can’t add or delete any, or invite people.',
    viewer:
      'Can see all your videos and series before they are published, with their analytics. Can’t change anything.',
  },
};

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
