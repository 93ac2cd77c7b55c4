import { messageType } from '@message-db/client';
import { z } from 'zod';
import { change, rejectionFor, time, uploadId, userId, videoId } from './common';

/** The largest file of a picture, in bytes. */
export const PICTURE_MAX = 10 * 1000 ** 2;
/** The size that an uploaded picture needs at least, in pixels. */
export const PICTURE_MIN = { width: 640, height: 360 };

/** The id of a chosen poster, which is the name of its folder in DATA_DIR/media/<videoId>. No upload has such an id. */
export const posterId = z.string().regex(/^poster-[0-9a-f-]{36}$/);

/** What a creator chose: a frame of a file, at a time in seconds, or a picture that they uploaded. */
export const posterSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('frame'), uploadId, seconds: z.number().min(0) }),
  z.object({ kind: z.literal('picture') }),
]);
export type PosterSource = z.output<typeof posterSource>;

/** Why a chosen poster cannot be made. The application has a sentence for each. */
export const posterProblem = z.enum(['not-a-picture', 'too-small', 'too-large', 'no-such-frame']);
export type PosterProblem = z.output<typeof posterProblem>;

const chosen = z.object({ videoId, posterId });
const widths = z.array(z.number().int().positive());
/**
 * Small pictures of the whole film: the storyboard, up to three times that are proposed as posters, in seconds, and the
 * widths of the copies of the file's own poster, which posters of earlier releases did not have.
 */
const stills = z.object({
  videoId,
  uploadId,
  proposals: z.array(z.number().min(0)).max(3),
  hasStoryboard: z.boolean(),
  posterWidths: widths.optional(),
});

/** Which picture stands for a video. Without a choice of its creator it is the one that processing made of the file. */
export const posters = {
  commands: {
    /** Make this the poster. Of a picture, the application has stored the file. */
    ChoosePoster: messageType('ChoosePoster', chosen.extend({ userId, source: posterSource, requestedAt: time })),
    /** Show the poster that was made of the file. */
    ResetPoster: messageType('ResetPoster', z.object({ videoId, userId, requestedAt: time })),

    // Reports of the component's own work.
    /** The poster was made, with copies in these widths, in pixels, the smallest first. */
    RecordChosenPoster: messageType('RecordChosenPoster', chosen.extend({ widths })),
    FailChosenPoster: messageType('FailChosenPoster', chosen.extend({ reason: posterProblem })),
    RecordStills: messageType('RecordStills', stills),
  },
  events: {
    /** `superseded` was not made yet, and is not wanted any more. */
    PosterChosen: messageType(
      'PosterChosen',
      chosen.extend({ ownerId: userId, source: posterSource, superseded: posterId.optional(), ...change }),
    ),
    /** From now on pages show it. `replaced` was shown until now. Who and when are of the choice. */
    PosterShown: messageType(
      'PosterShown',
      chosen.extend({ source: posterSource, widths, replaced: posterId.optional(), ...change }),
    ),
    PosterFailed: messageType('PosterFailed', chosen.extend({ reason: posterProblem })),
    /**
     * Pages show the poster of the file again, and the files of these posters are deleted: because the creator wants it
     * so, or because they were frames of a file that is replaced. Only the first has a user.
     */
    PosterDropped: messageType('PosterDropped', z.object({ videoId, posterIds: z.array(posterId), ...change })),
    StillsMade: messageType('StillsMade', stills),
    /**
     * `posterId` names files that were not taken, and are deleted. `other-file`: the frame is of a file that is
     * replaced.
     */
    ChoosingPosterRejected: rejectionFor('ChoosingPosterRejected', ['other-file'], {
      posterId: posterId.optional(),
    }),
  },
};
