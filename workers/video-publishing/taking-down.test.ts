import { describe, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import {
  cancelled,
  commands,
  events,
  ownerId,
  processed,
  published,
  ready,
  requested,
  scheduledFor,
  unpublished,
  uploaded,
  videoId,
} from './testing/examples';
import { videoDecider } from './video';

const byOwner = { videoId, userId: ownerId };
const [decisionId, otherDecisionId] = ['1', '2'].map((last) => `70000000-0000-4000-8000-00000000000${last}`) as [
  string,
  string,
];
const decidedAt = '2026-11-22T10:00:00.000Z';
const takenDown = events.VideoTakenDown({ videoId, ownerId, decisionId, wasPublished: true, takenDownAt: decidedAt });
/** Nobody else could watch it. */
const unseen = events.VideoTakenDown({ ...takenDown.data, wasPublished: false });
const takenDownAgain = events.VideoTakenDown({ ...takenDown.data, decisionId: otherDecisionId });
const back = { videoId, ownerId, decisionId, putBackAt: decidedAt };
const putBack = events.VideoPutBack({ ...back, staysDown: false });
const deleted = events.VideoDeleted({ videoId, ownerId, deletedAt: decidedAt, purgeAt: '2026-12-22T10:00:00.000Z' });
const restored = events.VideoRestored({ videoId, ownerId, restoredAt: decidedAt });
const done = [uploaded, ready, processed] as const;
const down = [...done, published, takenDown, unpublished] as const;
const TakeDown = commands.TakeDownVideo({ videoId, decisionId, decidedAt });
const PutBack = commands.PutBackVideo({ videoId, decisionId, decidedAt });
const Restore = commands.RestoreVideo({ ...byOwner, requestedAt: decidedAt });

describe('TakeDownVideo', () => {
  test('unpublishes a video, or cancels its schedule', () => {
    given(videoDecider, [...done, published])
      .when(TakeDown)
      .then([takenDown, unpublished]);
    given(videoDecider, [...done, scheduledFor('2026-11-27T08:00:00.000Z')])
      .when(TakeDown)
      .then([unseen, cancelled]);
  });
  test('takes down what is private, in the trash, or still being processed', () => {
    given(videoDecider, done).when(TakeDown).then([unseen]);
    given(videoDecider, [...done, published, deleted, unpublished])
      .when(TakeDown)
      .then([unseen]);
    given(videoDecider, [uploaded, requested]).when(TakeDown).then([unseen, unpublished]);
  });
  test('counts once for each decision', () => {
    given(videoDecider, down).when(TakeDown).then([]);
    given(videoDecider, down)
      .when(commands.TakeDownVideo({ ...TakeDown.data, decisionId: otherDecisionId }))
      .then([takenDownAgain]);
  });
  test('does nothing to a video that is not there', () => {
    given(videoDecider).when(TakeDown).then([]);
  });
});

describe('a video that is taken down', () => {
  test('cannot be published or scheduled, by its owner, its timer, or when it is ready', () => {
    given(videoDecider, down)
      .when(commands.PublishVideo({ ...byOwner, requestedAt: decidedAt }))
      .thenRejected('taken-down');
    for (const visibility of ['public', 'unlisted'] as const)
      given(videoDecider, down)
        .when(commands.EditDetails({ ...byOwner, visibility }))
        .thenRejected('taken-down', 'visibility');
    const publishAt = '2026-11-27T08:00:00.000Z';
    given(videoDecider, down)
      .when(commands.EditDetails({ ...byOwner, visibility: 'scheduled', publishAt }), { time: new Date(decidedAt) })
      .thenRejected('taken-down', 'visibility');
    given(videoDecider, [uploaded, requested, takenDown, unpublished])
      .when(commands.RecordRendition({ ...ready.data, at: decidedAt }))
      .then([ready]);
  });
  test('can be edited and deleted', () => {
    const named = commands.EditDetails({ ...byOwner, name: 'Better knots' });
    given(videoDecider, down)
      .when(named, { time: new Date(decidedAt) })
      .then([events.VideoNamed({ videoId, name: 'Better knots', userId: ownerId, at: decidedAt })]);
    given(videoDecider, down)
      .when(commands.DeleteVideo({ ...byOwner, requestedAt: decidedAt }))
      .then([deleted]);
  });
  test('stays down when it comes out of the trash', () => {
    given(videoDecider, [...down, deleted])
      .when(Restore)
      .then([restored]);
    given(videoDecider, [...done, published, deleted, unpublished, takenDown])
      .when(Restore)
      .then([restored]);
  });
});

describe('PutBackVideo', () => {
  test('gives a video the visibility that it had', () => {
    given(videoDecider, down).when(PutBack).then([putBack, published]);
    const unlisted = events.VideoPublished({ ...published.data, visibility: 'unlisted' });
    given(videoDecider, [...done, unlisted, takenDown, unpublished])
      .when(PutBack)
      .then([putBack, unlisted]);
    given(videoDecider, [...done, takenDown])
      .when(PutBack)
      .then([putBack]);
    given(videoDecider, [...done, scheduledFor('2026-11-27T08:00:00.000Z'), takenDown, cancelled])
      .when(PutBack, { time: new Date(decidedAt) })
      .then([putBack, scheduledFor('2026-11-27T08:00:00.000Z')]);
  });
  test('publishes what was to be published meanwhile', () => {
    given(videoDecider, [...done, scheduledFor('2026-11-22T09:00:00.000Z'), unseen, cancelled])
      .when(PutBack, { time: new Date(decidedAt) })
      .then([putBack, events.VideoPublished({ videoId, ownerId, publishedAt: decidedAt })]);
  });
  test('leaves it down while another decision holds', () => {
    given(videoDecider, [...down, takenDownAgain])
      .when(PutBack)
      .then([events.VideoPutBack({ ...back, staysDown: true })]);
    given(videoDecider, [...down, takenDownAgain, events.VideoPutBack({ ...back, staysDown: true })])
      .when(commands.PutBackVideo({ ...PutBack.data, decisionId: otherDecisionId }))
      .then([events.VideoPutBack({ ...back, decisionId: otherDecisionId, staysDown: false }), published]);
  });
  test('leaves it in the trash, from which it comes back as it was', () => {
    for (const past of [
      [...down, deleted],
      [...done, published, deleted, unpublished, takenDown],
    ]) {
      given(videoDecider, past).when(PutBack).then([putBack]);
      given(videoDecider, [...past, putBack])
        .when(Restore)
        .then([restored, published]);
    }
  });
  test('does nothing a second time, or for a decision that does not hold', () => {
    given(videoDecider, [...down, putBack, published])
      .when(PutBack)
      .then([]);
    given(videoDecider, done).when(PutBack).then([]);
    given(videoDecider).when(PutBack).then([]);
  });
});
