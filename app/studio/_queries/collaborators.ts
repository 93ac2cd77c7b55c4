import 'server-only';
import { queryAs, queryByInvitation } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { hashOfToken } from '@/text/hash-of-token';
import type { SubjectKind } from '@/workers/collaboration/contract';

/** What people are invited to work on. */
export interface Subject {
  readonly kind: SubjectKind;
  /** The id of the video or the series, or of the owner for their channel. */
  readonly id: string;
}

const COLUMNS = [
  'row.invitationId',
  'row.ownerId',
  'row.subjectKind',
  'row.subjectId',
  'row.title',
  'row.role',
  'row.userId',
  'row.email',
  'row.invitedAt',
  'row.expiresAt',
  'row.acceptedAt',
] as const;

/** Of the invitations that nobody has accepted, with the name of who owns what they are to. */
const openInvitations = views
  .selectFrom('collaborators as row')
  .leftJoin('videos_creators as owner', 'owner.userId', 'row.ownerId')
  .where('row.acceptedAt', 'is', null)
  .select(COLUMNS)
  .select('owner.name as ownerName');

export type Collaborator = Awaited<ReturnType<typeof collaboratorsOf>>[number];

/**
 * Returns the invitations and collaborators of something, including those through the channel and through the series
 * into which its owner put it, oldest first. The owner sees all of them, others only themselves.
 */
export function collaboratorsOf(userId: string, ownerId: string, subject: Subject) {
  return queryAs(
    { userId },
    views
      .selectFrom('collaborators as row')
      .leftJoin('videos_creators as person', 'person.userId', 'row.userId')
      .where('row.ownerId', '=', ownerId)
      .where((eb) =>
        eb.or([
          eb('row.subjectId', '=', subject.id),
          eb('row.subjectKind', '=', 'channel'),
          eb(
            'row.subjectId',
            'in',
            eb
              .selectFrom('series_lessons as lesson')
              .where('lesson.ownerId', '=', ownerId)
              .where('lesson.videoId', '=', subject.id)
              .where(({ ref }) => ref('lesson.isOwners'))
              .select('lesson.seriesId'),
          ),
        ]),
      )
      .orderBy('row.invitedAt')
      .orderBy('row.invitationId')
      .select(COLUMNS)
      .select('person.name'),
  );
}

/** What somebody shares with a user, or invites them to. */
export type SharedThing = Awaited<ReturnType<typeof sharedWith>>[number];

/**
 * Returns what others share with a user, and open invitations to their account, newest first. `isAdmitted`: the access
 * to the video or the series is set up.
 */
export function sharedWith(userId: string) {
  return queryAs(
    { userId },
    views
      .selectFrom('collaborators as row')
      .leftJoin('videos_creators as owner', 'owner.userId', 'row.ownerId')
      .leftJoin('creators_videos as video', 'video.videoId', 'row.subjectId')
      .leftJoin('series', 'series.seriesId', 'row.subjectId')
      .where('row.userId', '=', userId)
      .orderBy('row.invitedAt', 'desc')
      .orderBy('row.invitationId')
      .select(COLUMNS)
      .select(['owner.name as ownerName', 'video.name as videoName', 'series.title as seriesTitle'])
      .select((eb) => {
        const admittedTo = (access: 'creators_videos_access' | 'series_access') =>
          eb.exists(
            eb
              .selectFrom(access)
              .whereRef('subjectId', '=', 'row.subjectId')
              .where('userId', '=', userId)
              .select('accessId'),
          );
        return eb.or([admittedTo('creators_videos_access'), admittedTo('series_access')]).as('isAdmitted');
      }),
  );
}

/** Returns the channel that its owner shares with a user; null if they do not. */
export async function channelSharedBy(userId: string, ownerId: string) {
  const [row] = await queryAs(
    { userId },
    views
      .selectFrom('collaborators as row')
      .leftJoin('videos_creators as owner', 'owner.userId', 'row.ownerId')
      .where('row.userId', '=', userId)
      .where('row.ownerId', '=', ownerId)
      .where('row.subjectKind', '=', 'channel')
      .where('row.acceptedAt', 'is not', null)
      .limit(1)
      .select(['row.role', 'owner.name as ownerName']),
  );
  return row ?? null;
}

export type OpenInvitation = NonNullable<Awaited<ReturnType<typeof invitationByToken>>>;

/** Returns the open invitation of a link; null if it is no longer open. */
export async function invitationByToken(user: { userId: string } | null, token: string) {
  const hash = hashOfToken(token);
  const [row] = await queryByInvitation(user, hash, openInvitations.where('row.tokenHash', '=', hash));
  return row ?? null;
}

/** Returns an open invitation to a user's account. */
export async function invitationById(userId: string, invitationId: string) {
  const [row] = await queryAs(
    { userId },
    openInvitations.where('row.invitationId', '=', invitationId).where('row.userId', '=', userId),
  );
  return row ?? null;
}

/**
 * Returns the owner of an open or accepted invitation, for a user who may see it or anyone with its token. Null for
 * others: nobody can send an owner commands about an invitation that they do not know.
 */
export async function ownerOfInvitation(
  user: { userId: string } | null,
  invitationId: string,
  tokenHash = '',
): Promise<string | null> {
  const [row] = await queryByInvitation(
    user,
    tokenHash,
    views.selectFrom('collaborators').where('invitationId', '=', invitationId).select('ownerId'),
  );
  return row?.ownerId ?? null;
}
