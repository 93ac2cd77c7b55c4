import { describe, expect, test } from 'vitest';
import type { VideoChange } from '@/app/studio/_queries/video-changes';
import { bringBack, entriesOf, pageOf, undoOf, type PresentValues } from './entries';

const ada = '00000000-0000-4000-8000-00000000000a';
const noon = new Date('2026-11-21T12:00:00Z');
const later = new Date('2026-11-21T13:00:00Z');

function change(
  position: number,
  field: VideoChange['field'],
  before: VideoChange['before'],
  after: VideoChange['after'],
  at: Date | null = noon,
): VideoChange {
  return { position, field, before, after, userId: at && ada, userName: at && 'Ada', at, personName: null };
}
const present: PresentValues = {
  name: 'Ten knots',
  description: 'All of them.',
  tags: ['knots'],
  category: null,
  language: 'en',
  licence: 'all-rights-reserved',
  chapters: null,
  visibility: 'public',
  poster: null,
};

test('a page of the history ends where an entry ends', () => {
  const changes = [
    change(9, 'tags', [], ['a'], later),
    change(6, 'tags', ['b'], []),
    change(5, 'description', '', 'All of them.'),
  ];
  expect(pageOf(changes, 4)).toMatchObject({ entries: [{ position: 9 }, { position: 6 }], earlier: null });
  expect(pageOf(changes, 3)).toMatchObject({ entries: [{ position: 9 }], earlier: 6 });
  expect(pageOf(changes.slice(1), 2)).toMatchObject({ entries: [{ position: 6 }], earlier: 4 });
});

describe('a step that is no edit', () => {
  const role = (position: number, before: string | null, after: string, at = noon) => ({
    ...change(position, 'role', before, after, at),
    personName: 'Bob',
  });

  test('is an entry of its own, also at the time of an edit', () => {
    const entries = entriesOf([
      change(5, 'file', 'uploaded first take.mp4', 'replaced second take.mp4'),
      change(4, 'file', null, 'uploaded first take.mp4'),
      change(3, 'tags', null, ['knots']),
      role(2, null, 'admitted editor'),
    ]);
    expect(entries).toMatchObject([
      { position: 5, file: 'second take.mp4', changes: [] },
      { position: 3, file: null, changes: [{ field: 'tags' }] },
      { position: 2, role: { personName: 'Bob', before: null, after: 'editor' } },
    ]);
    for (const entry of [entries[0]!, entries[2]!]) {
      expect(undoOf(entry, present)).toBeNull();
      expect(bringBack(entry, present)).toBeNull();
    }
  });

  test('that ends one role and begins another is one entry', () => {
    const swapped = [role(3, 'admitted viewer', 'dismissed editor'), role(2, 'admitted editor', 'admitted viewer')];
    expect(entriesOf(swapped)).toMatchObject([{ role: { before: 'editor', after: 'viewer' } }]);
    const ended = [role(3, 'admitted editor', 'dismissed editor', later), role(2, null, 'admitted editor')];
    expect(entriesOf(ended)).toMatchObject([
      { role: { before: 'editor', after: null } },
      { role: { before: null, after: 'editor' } },
    ]);
  });

  test('that ends a role which never began is left out', () => {
    expect(entriesOf([role(2, null, 'dismissed editor')])).toEqual([]);
  });
});

describe('an entry of the history', () => {
  test('is what one person changed at the same time', () => {
    const entries = entriesOf([
      change(5, 'visibility', null, 'public', later),
      change(4, 'tags', null, ['knots']),
      change(3, 'name', 'knots', 'Ten knots'),
    ]);
    expect(entries).toMatchObject([
      { position: 5, at: later, changes: [{ field: 'visibility', before: 'private', after: 'public' }] },
      {
        position: 4,
        at: noon,
        changes: [
          { field: 'name', before: 'knots', after: 'Ten knots' },
          { field: 'tags', before: [], after: ['knots'] },
        ],
      },
    ]);
  });

  test('has several changes of one field as one, and leaves out what ends as it began', () => {
    const rescheduled = [
      change(4, 'visibility', 'private', 'scheduled 2026-12-01T08:00:00.000Z'),
      change(3, 'visibility', 'public', 'private'),
    ];
    expect(entriesOf(rescheduled)).toMatchObject([
      { changes: [{ field: 'visibility', before: 'public', after: 'scheduled 2026-12-01T08:00:00.000Z' }] },
    ]);
    expect(entriesOf([change(4, 'category', 'music', null), change(3, 'category', null, 'music')])).toEqual([]);
  });

  test('is a change alone if it is not recorded who made it and when', () => {
    expect(entriesOf([change(4, 'name', 'a', 'b', null), change(3, 'description', null, 'c', null)])).toHaveLength(2);
  });

  test('is the upload, with its first name', () => {
    expect(entriesOf([change(2, 'description', null, 'c'), change(1, 'name', null, 'knots')])).toMatchObject([
      { changes: [{ field: 'description' }], uploadedAs: null },
      { changes: [], uploadedAs: 'knots' },
    ]);
  });
});

describe('undoing', () => {
  const entry = (...changes: VideoChange[]) => entriesOf(changes)[0]!;

  test('sets the values from before', () => {
    const edited = entry(
      change(5, 'language', null, 'en'),
      change(4, 'tags', ['rope'], ['knots']),
      change(3, 'name', 'knots', 'Ten knots'),
    );
    expect(undoOf(edited, present)).toEqual({ name: 'knots', tags: ['rope'], language: '' });
  });
  test('leaves fields as they are that were changed again', () => {
    const edited = entry(change(4, 'name', 'knots', 'Nine knots'), change(3, 'tags', null, ['knots']));
    expect(undoOf(edited, present)).toEqual({ tags: [] });
    expect(undoOf(entry(change(4, 'name', 'knots', 'Nine knots')), present)).toBeNull();
  });
  test('sets a time again', () => {
    const published = entry(change(4, 'visibility', 'scheduled 2026-12-01T08:00:00.000Z', 'public'));
    expect(undoOf(published, present)).toEqual({ visibility: 'scheduled', publishAt: '2026-12-01T08:00:00.000Z' });
  });
  test('of the first edit of chapters ends them', () => {
    const chapters = [{ startSeconds: 0, title: 'Start' }];
    const edited = entry(change(4, 'chapters', null, chapters));
    expect(undoOf(edited, { ...present, chapters })).toEqual({ chapters: null });
    expect(bringBack(edited, present)).toEqual({ chapters });
  });
  test('chooses the poster from before, unless that was a picture, whose file is gone', () => {
    const chosen = { ...present, poster: 'frame 4 upload-1' };
    expect(undoOf(entry(change(4, 'poster', null, 'frame 4 upload-1')), chosen)).toEqual({ poster: '' });
    const again = entry(change(4, 'poster', 'frame 2.5 upload-1', 'frame 4 upload-1'));
    expect(undoOf(again, chosen)).toEqual({ poster: 'frame 2.5 upload-1' });
    expect(undoOf(entry(change(4, 'poster', 'picture', 'frame 4 upload-1')), chosen)).toBeNull();
  });
  test('of nothing does nothing', () => {
    expect(undoOf(entry(change(1, 'name', null, 'Ten knots')), present)).toBeNull();
  });
});

describe('bringing back', () => {
  const old = entriesOf([
    change(5, 'visibility', null, 'unlisted'),
    change(4, 'name', 'knots', 'Nine knots'),
    change(3, 'tags', null, ['knots']),
  ])[0]!;

  test('sets the values from then, except who can watch', () => {
    expect(bringBack(old, present)).toEqual({ name: 'Nine knots' });
  });
  test('does nothing if the values are these', () => {
    expect(bringBack(old, { ...present, name: 'Nine knots' })).toBeNull();
  });
});
