import type { MessageStore } from '@message-db/client';
import { reacts, type Outgoing } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { channelCollaborators, collaboration, grantsOf, type GrantEvent } from '@/workers/collaboration/contract';
import { series } from '@/workers/series/contract';
import { videoPublishing } from './contract';
import { videosOf } from './withdrawal';

const { commands } = videoPublishing;

type Make = typeof commands.AdmitCollaborator | typeof commands.DismissCollaborator;
type Access = Parameters<Make>[0];

/*
 * Another component decides what an owner shares. These reactions pass that on to each video, so that a video decides
 * from its own events. The two that see a channel's collaborators and its videos run side by side: whichever runs later
 * sees both, and access that has ended does not begin again.
 */

/** Follows collaboration: admits people who accept an invitation to a video or a channel, until their access ends. */
export function admitsCollaborators() {
  return reacts({
    name: 'video-publishing-collaborators',
    category: collaboration.category,
    writes: [videoPublishing.commandCategory],
    read: collaboration.readEvent,
    handlers: {
      InvitationAccepted: (event, { host }) => toVideos(host.store, event),
      RoleChanged: (event, { host }) => toVideos(host.store, event),
      CollaborationEnded: (event, { host }) => toVideos(host.store, event),
    },
  });
}

/** A grant that another follows ends after that has begun, so that nobody loses what they have open. */
async function toVideos(store: MessageStore, event: GrantEvent): Promise<Outgoing[]> {
  const { id, data } = event;
  const { ownerId, subjectKind, subjectId } = data;
  if (subjectKind === 'series') return [];
  const videoIds = subjectKind === 'video' ? [subjectId] : await videosOf(store, ownerId);
  const { begins, ends } = grantsOf(event);
  const messages = (make: Make, grants: typeof begins, videoId: string) =>
    grants.map(({ grantId, collaboratorId, role }) =>
      sent(make, { videoId, ownerId, accessId: uuidFrom(videoId, grantId), collaboratorId, role }, id),
    );
  return videoIds.flatMap((videoId) => [
    ...messages(commands.AdmitCollaborator, begins, videoId),
    ...messages(commands.DismissCollaborator, ends, videoId),
  ]);
}

/** Follows the component's own events: the collaborators of a channel are admitted to each new video. */
export function admitsToNewVideos() {
  const admit = async (
    store: MessageStore,
    { id, data: { videoId, ownerId } }: { id: string; data: { videoId: string; ownerId: string } },
  ) => {
    const people = await channelCollaborators(store.read(collaboration.stream(ownerId)));
    return people.map(({ grantId, collaboratorId, role }) => {
      const accessId = uuidFrom(videoId, grantId);
      return sent(commands.AdmitCollaborator, { videoId, ownerId, accessId, collaboratorId, role }, id);
    });
  };
  return reacts({
    name: 'video-publishing-new-videos',
    category: videoPublishing.category,
    writes: [videoPublishing.commandCategory],
    read: videoPublishing.readEvent,
    handlers: {
      VideoDrafted: (event, { host }) => admit(host.store, event),
      // Without a name it is another file of the same video.
      VideoUploaded: (event, { host }) => (event.data.name === undefined ? [] : admit(host.store, event)),
    },
  });
}

/**
 * Follows series: admits the collaborators of a series to the videos that its owner puts into it, while these are in
 * it.
 */
export function admitsToLessons() {
  const handle = async (
    store: MessageStore,
    event: { id: string; position: number; data: { seriesId: string } },
    change: (present: Shares) => readonly [Make, Lesson, Person][],
  ) => {
    const present = await sharesBefore(store, event.data.seriesId, event.position);
    return change(present).map(([make, { videoId, addedBy }, { accessId, collaboratorId, role }]) => {
      const { ownerId } = present;
      const ofLesson = uuidFrom(addedBy, accessId);
      return sent(make, { videoId, ownerId, accessId: ofLesson, collaboratorId, role }, event.id);
    });
  };
  return reacts({
    name: 'video-publishing-lessons',
    category: series.category,
    writes: [videoPublishing.commandCategory],
    read: series.readEvent,
    handlers: {
      LessonAdded: (event, { host }) =>
        handle(host.store, event, ({ people }) => {
          // An editor gains no access by adding a video.
          if (event.data.editorId !== undefined) return [];
          const lesson = { videoId: event.data.videoId, addedBy: event.id };
          return [...people.values()].map((person) => [commands.AdmitCollaborator, lesson, person] as const);
        }),
      LessonRemoved: (event, { host }) =>
        handle(host.store, event, ({ lessons, people }) => {
          const lesson = lessons.get(event.data.lessonId);
          return lesson
            ? [...people.values()].map((person) => [commands.DismissCollaborator, lesson, person] as const)
            : [];
        }),
      SeriesCollaboratorAdmitted: (event, { host }) =>
        handle(host.store, event, ({ lessons }) =>
          [...lessons.values()].map((lesson) => [commands.AdmitCollaborator, lesson, event.data] as const),
        ),
      SeriesCollaboratorDismissed: (event, { host }) =>
        handle(host.store, event, ({ lessons }) =>
          [...lessons.values()].map((lesson) => [commands.DismissCollaborator, lesson, event.data] as const),
        ),
    },
  });
}

type Person = Pick<Access, 'accessId' | 'collaboratorId' | 'role'>;
/** `addedBy` is the id of the event that added it: a lesson that is added again is a new one. */
type Lesson = { readonly videoId: string; readonly addedBy: string };
/** The lessons of a series and its collaborators. */
interface Shares {
  readonly ownerId: string;
  readonly lessons: ReadonlyMap<string, Lesson>;
  readonly people: ReadonlyMap<string, Person>;
}

/** Folds a series from its events before a position. */
async function sharesBefore(store: MessageStore, seriesId: string, end: number): Promise<Shares> {
  const [lessons, people] = [new Map<string, Lesson>(), new Map<string, Person>()];
  let ownerId = '';
  const { events } = series;
  for await (const message of store.read(series.stream(seriesId))) {
    if (message.position >= end) break;
    switch (message.type) {
      case 'SeriesCreated':
        ownerId = events.SeriesCreated.read(message).data.ownerId;
        break;
      case 'LessonAdded': {
        const { lessonId, videoId, editorId } = events.LessonAdded.read(message).data;
        if (editorId === undefined) lessons.set(lessonId, { videoId, addedBy: message.id });
        break;
      }
      case 'LessonRemoved':
        lessons.delete(events.LessonRemoved.read(message).data.lessonId);
        break;
      case 'SeriesCollaboratorAdmitted': {
        const { data } = events.SeriesCollaboratorAdmitted.read(message);
        people.set(data.accessId, data);
        break;
      }
      case 'SeriesCollaboratorDismissed':
        people.delete(events.SeriesCollaboratorDismissed.read(message).data.accessId);
    }
  }
  return { ownerId, lessons, people };
}

function sent(make: Make, access: Access, causeId: string): Outgoing {
  const { videoId, accessId } = access;
  return {
    streamName: videoPublishing.commandStream(videoId),
    message: make(access, { id: uuidFrom(`${make.type} ${videoId} ${accessId}`, causeId) }),
  };
}
