import { defineContract } from '@message-db/client';
import { collaborators } from './messages/collaborators';
import { details } from './messages/details';
import { drafting } from './messages/drafting';
import { posters } from './messages/posters';
import { processing } from './messages/processing';
import { publication } from './messages/publication';
import { replacement } from './messages/replacement';
import { takingDown } from './messages/taking-down';
import { trash } from './messages/trash';

export { fileKind } from './file-types';
export { uploadId, type CommonReason } from './messages/common';
export { DESCRIPTION_MAX, NAME_MAX } from './messages/details';
export {
  PICTURE_MAX,
  PICTURE_MIN,
  posterId,
  posterProblem,
  type PosterProblem,
  type PosterSource,
} from './messages/posters';
export { failureReason, qualityOf, UPLOAD_MAX, type FailureReason, type LeftOut } from './messages/processing';
export { SCHEDULE_DAYS_MAX, VISIBILITIES, type Visibility } from './messages/publication';
export { TRASH_DAYS } from './messages/trash';

/** Turns uploaded files into published videos. An entity is one video. `messages/` has its messages by subject. */
export const videoPublishing = defineContract({
  category: 'videoPublishing',
  commands: {
    ...drafting.commands,
    ...processing.commands,
    ...publication.commands,
    ...details.commands,
    ...replacement.commands,
    ...posters.commands,
    ...trash.commands,
    ...takingDown.commands,
    ...collaborators.commands,
  },
  events: {
    ...drafting.events,
    ...processing.events,
    ...publication.events,
    ...details.events,
    ...replacement.events,
    ...posters.events,
    ...trash.events,
    ...takingDown.events,
    ...collaborators.events,
  },
});

/** Returns whether an event of this type is a result of the site's own processing, and not of what a user did. */
export function isOwnWork(type: string): boolean {
  const ofUser = [
    ...['VideoUploaded', 'ProcessingRetried', 'ReplacementUploaded', 'ReplacementCancelled'],
    ...['PosterChosen', 'PosterDropped'],
  ];
  const subjects = { ...processing.events, ...replacement.events, ...posters.events };
  return !ofUser.includes(type) && Object.hasOwn(subjects, type);
}

type Rejections = Pick<typeof videoPublishing.events, `${string}Rejected` & keyof typeof videoPublishing.events>;
export type Rejected = keyof Rejections;
/** The possible reasons of a rejection of this type. */
export type ReasonOf<Type extends Rejected> = ReturnType<Rejections[Type]>['data']['reason'];
