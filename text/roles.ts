/** What a collaborator with each role can do with each kind of subject, and what they can’t. */
const ABILITIES = {
  video: {
    editor: [
      'change and publish this video, including its file, captions and chapters, and see its analytics',
      'delete it or invite people',
    ],
    viewer: ['watch this video before it is published, and see its analytics', 'change anything'],
  },
  series: {
    editor: [
      'change and publish this series and the videos that its owner put into it, and see their analytics',
      'delete them or invite people',
    ],
    viewer: ['see this series and its videos before they are published, with their analytics', 'change anything'],
  },
  channel: {
    editor: [
      'change and publish all videos and series of this channel, including later ones, and see their analytics',
      'add or delete any, or invite people',
    ],
    viewer: [
      'see all videos and series of this channel before they are published, with their analytics',
      'change anything',
    ],
  },
} as const;

type Subject = keyof typeof ABILITIES;
type Role = keyof (typeof ABILITIES)[Subject];

/** Returns what a role means, for the owner who gives it. Pure. */
export function meaningOf(subject: Subject, role: Role): string {
  const [can, cannot] = ABILITIES[subject][role];
  return `Can ${can}. Can’t ${cannot}.`;
}

/** Returns what a role means, for the person who is invited. Pure. */
export function meaningForInvitee(subject: Subject, role: Role): string {
  const [can, cannot] = ABILITIES[subject][role];
  return `As ${role === 'editor' ? 'an editor' : 'a viewer'}, you can ${can}. You can’t ${cannot}.`;
}
