import { describe, expect, test } from 'vitest';
import { fold } from '@message-db/runtime';
import { given } from '@message-db/runtime/testing';
import { CHAPTER_TITLE_MAX, CHAPTERS_MAX, type Chapter } from '@/text/chapters';
import { at, commands, events, file, otherUserId, ownerId, probe, uploaded, videoId } from './testing/examples';
import { videoDecider } from './video';

const edit = (chapters: Chapter[] | null, userId = ownerId) => commands.EditDetails({ videoId, userId, chapters });
const sentAt = { time: new Date(at) };
const edited = (chapters: Chapter[] | null) => events.ChaptersEdited({ videoId, chapters, userId: ownerId, at });
const chapter = (startSeconds: number, title = 'Knots') => ({ startSeconds, title });
const two = [chapter(0, 'Start'), chapter(5, 'Bowline')];
/** 12.5 seconds long. */
const probed = events.VideoProbed(probe);

describe('the chapters of a video', () => {
  test('are edited all at once, with tidy titles', () => {
    given(videoDecider, [uploaded, probed])
      .when(edit([chapter(0, ' Start\u200b '), chapter(5, 'Bowline')]), sentAt)
      .then([edited(two)]);
  });
  test('change only if they are others', () => {
    given(videoDecider, [uploaded, edited(two)])
      .when(edit(two), sentAt)
      .then([]);
    for (const others of [[], null, two.slice(1), [two[0]!, chapter(6, 'Bowline')], [two[0]!, chapter(5, 'Bend')]])
      given(videoDecider, [uploaded, edited(two)])
        .when(edit(others), sentAt)
        .then([edited(others)]);
  });
  test('are those of the description or the file again, or none', () => {
    given(videoDecider, [uploaded]).when(edit(null), sentAt).then([]);
    given(videoDecider, [uploaded, edited([])])
      .when(edit(null), sentAt)
      .then([edited(null)]);
    given(videoDecider, [uploaded])
      .when(edit([]), sentAt)
      .then([edited([])]);
  });
  test('begin one after the other and before the end, each with a title', () => {
    for (const [chapters, reason] of [
      [[chapter(5), chapter(5)], 'not-ascending'],
      [[chapter(5), chapter(4)], 'not-ascending'],
      [[chapter(0), chapter(13)], 'after-end'],
      [[chapter(0, '\u200b')], 'empty'],
      [[chapter(0, 'x'.repeat(CHAPTER_TITLE_MAX + 1))], 'too-long'],
      [Array.from({ length: CHAPTERS_MAX + 1 }, (_, index) => chapter(index)), 'too-many'],
    ] as const)
      given(videoDecider, [uploaded, probed])
        .when(edit([...chapters]), sentAt)
        .thenRejected(reason, 'chapters');
  });
  test('may be written before the length of the video is known', () => {
    given(videoDecider, [uploaded])
      .when(edit([chapter(0), chapter(4_000)]), sentAt)
      .then([edited([chapter(0), chapter(4_000)])]);
    const again = events.VideoUploaded({ ...file, uploadId: 'upload-2' });
    given(videoDecider, [uploaded, probed, again])
      .when(edit([chapter(60)]), sentAt)
      .then([edited([chapter(60)])]);
  });
  test('stay when its file is replaced', () => {
    expect(
      fold(videoDecider, [uploaded, edited(two), events.VideoUploaded({ ...file, uploadId: 'upload-2' })]),
    ).toMatchObject({
      chapters: two,
    });
  });
  test('belong to the owner', () => {
    given(videoDecider, [uploaded]).when(edit(two, otherUserId), sentAt).thenRejected('not-yours');
  });
});
