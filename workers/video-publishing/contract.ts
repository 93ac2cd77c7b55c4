import { defineContract } from '@message-db/client';
import { details } from './messages/details';
import { drafting } from './messages/drafting';
import { processing } from './messages/processing';
import { publication } from './messages/publication';

export { uploadId } from './messages/common';
export { DESCRIPTION_MAX, NAME_MAX } from './messages/details';
export { failureReason, qualityOf, UPLOAD_MAX, type FailureReason, type LeftOut } from './messages/processing';
export { SCHEDULE_DAYS_MAX } from './messages/publication';

/** Turns uploaded files into published videos. An entity is one video. `messages/` has its messages by subject. */
export const videoPublishing = defineContract({
  category: 'videoPublishing',
  commands: { ...drafting.commands, ...processing.commands, ...publication.commands, ...details.commands },
  events: { ...drafting.events, ...processing.events, ...publication.events, ...details.events },
});

type Rejections = Pick<typeof videoPublishing.events, `${string}Rejected` & keyof typeof videoPublishing.events>;
export type Rejected = keyof Rejections;
/** The possible reasons of a rejection of this type. */
export type ReasonOf<Type extends Rejected> = ReturnType<Rejections[Type]>['data']['reason'];
