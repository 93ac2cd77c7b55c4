import type { Role, SubjectKind } from '@/workers/collaboration/contract';
import type { Subject } from '../_queries/collaborators';

export const ROLE_NAMES: Readonly<Record<Role, string>> = { editor: 'Editor', viewer: 'Viewer' };

/** What a role means for each kind of subject, in a sentence. */
export const ROLE_MEANINGS: Readonly<Record<SubjectKind, Readonly<Record<Role, string>>>> = {
  video: {
    editor: 'Changes everything about this video, also its file, and publishes it. Can’t delete it or invite people.',
    viewer: 'Watches it before it is published and sees its figures. Can’t change anything.',
  },
  series: {
    editor:
      'Changes and publishes this series and the videos that you put into it. Can’t delete them or invite people.',
    viewer: 'Sees it and its videos before they are published, with their figures. Can’t change anything.',
  },
  channel: {
    editor:
      'Changes and publishes all your videos and series, also later ones. Can’t delete them, add new ones or invite people.',
    viewer: 'Sees all your videos and series before they are published, with their figures. Can’t change anything.',
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
