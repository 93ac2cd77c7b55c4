'use client';

import { ChangeButton } from '../change-button';
import { endEditedChapters } from './actions';

/** The button that leads back to the chapters of the description or the file. The history brings the edited ones back. */
export function EndEditedForm({ videoId, label }: { videoId: string; label: string }) {
  return (
    <ChangeButton videoId={videoId} action={endEditedChapters} variant="secondary" pendingLabel="Just a moment…">
      {label}
    </ChangeButton>
  );
}
