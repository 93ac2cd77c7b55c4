import { UnsavedText } from './_unsaved/unsaved-text';
import type { StudioRole } from './_queries/creators-video';

interface CollaboratorNoteProps {
  of: 'video' | 'series';
  /** A video or a series, as its owner and collaborators see it. */
  subject: { readonly role: StudioRole; readonly ownerName: string | null };
  className: string;
}

const MAY = {
  video: {
    editor: 'As an editor, you can change and publish it, but not delete it or invite people.',
    viewer: 'As a viewer, you can see it and its analytics, but not change anything.',
  },
  series: {
    editor: 'As an editor, you can change it, but not delete it or invite people.',
    viewer: 'As a viewer, you can see it and its videos, but not change anything.',
  },
} as const;

/** Tells collaborators whose video or series it is, and what they may do; and viewers what they typed as editors. */
export function CollaboratorNote({ of, subject: { role, ownerName }, className }: CollaboratorNoteProps) {
  if (role === 'owner') return null;
  return (
    <div className={className}>
      {role === 'viewer' ? <UnsavedText why={`You are a viewer now, so you can’t change this ${of}.`} /> : null}
      <p className="text-sm text-muted">
        This {of} belongs to <bdi>{ownerName ?? 'another creator'}</bdi>. {MAY[of][role]}
      </p>
    </div>
  );
}
