import { describe, expect, test } from 'vitest';
import { fold } from '@message-db/runtime';
import { given } from '@message-db/runtime/testing';
import { LABEL_MAX, LINES_MAX, TEXT_MAX, TRACKS_EVER_MAX, TRACKS_MAX } from '@/text/captions/line';
import { captionsDecider } from './captions';
import { captioning, type CaptionsReason, PART_LINES } from './contract';
import { examples } from './examples';

const { commands, events } = captioning;
const { RemoveTrack, AddTrack } = examples.commands;
const { videoId, userId, at, trackId } = RemoveTrack.data;
const { lines } = AddTrack.data;
const {
  CaptioningOpened: opened,
  CaptioningClosed: closed,
  TrackAdded: added,
  LinesWritten: written,
} = examples.events;
const {
  LinesEdited: edited,
  TrackRemoved: removed,
  TrackRestored: restored,
  LinesReplaced: replaced,
} = examples.events;
const rejected = (reason: CaptionsReason, field?: string) => events.CaptionsRejected({ reason, field, videoId });
const by = { videoId, userId, at };
const otherTrackId = '50000000-0000-4000-8000-000000000009';

describe('the captions of a video', () => {
  test('are opened and closed once', () => {
    given(captionsDecider).when(examples.commands.OpenCaptioning).then([opened]);
    given(captionsDecider, [opened]).when(examples.commands.OpenCaptioning).then([]);
    given(captionsDecider, [opened, added]).when(examples.commands.CloseCaptioning).then([closed]);
    given(captionsDecider, [opened, closed]).when(examples.commands.CloseCaptioning).then([]);
  });
  test('are changed by the owner of the video only, while it is there', () => {
    const stranger = '00000000-0000-4000-8000-00000000000b';
    for (const command of [
      commands.AddTrack({ ...AddTrack.data, userId: stranger }),
      commands.RemoveTrack({ ...RemoveTrack.data, userId: stranger }),
    ])
      given(captionsDecider, [opened])
        .when(command)
        .then([rejected('not-yours')]);
    given(captionsDecider)
      .when(AddTrack)
      .then([rejected('no-such-video')]);
    given(captionsDecider, [opened, closed])
      .when(AddTrack)
      .then([rejected('no-such-video')]);
  });
});

describe('a collaborator of the video', () => {
  const { AdmitCaptionsCollaborator, DismissCaptionsCollaborator } = examples.commands;
  const { CaptionsCollaboratorAdmitted: admitted, CaptionsCollaboratorDismissed: dismissed } = examples.events;
  const { collaboratorId } = admitted.data;
  const add = commands.AddTrack({ ...AddTrack.data, userId: collaboratorId });

  test('changes its captions as an editor, until they are dismissed', () => {
    given(captionsDecider, [opened, admitted])
      .when(add)
      .then([events.TrackAdded({ ...added.data, userId: collaboratorId }), written]);
    given(captionsDecider, [opened, admitted, dismissed])
      .when(add)
      .then([rejected('not-yours')]);
  });
  test('changes nothing as a viewer', () => {
    const viewing = events.CaptionsCollaboratorAdmitted({ ...admitted.data, role: 'viewer' });
    given(captionsDecider, [opened, viewing])
      .when(add)
      .then([rejected('not-yours')]);
  });
  test('is admitted by the owner of the video, once', () => {
    given(captionsDecider, [opened]).when(AdmitCaptionsCollaborator).then([admitted]);
    given(captionsDecider, [opened, admitted]).when(DismissCaptionsCollaborator).then([dismissed]);
    given(captionsDecider, [opened, dismissed]).when(AdmitCaptionsCollaborator).then([]);
    given(captionsDecider, [opened])
      .when(commands.AdmitCaptionsCollaborator({ ...admitted.data, ownerId: collaboratorId }))
      .then([]);
    given(captionsDecider, [opened, closed]).when(AdmitCaptionsCollaborator).then([]);
  });
});

describe('AddTrack', () => {
  test('adds a track with its lines, once', () => {
    given(captionsDecider, [opened]).when(AddTrack).then([added, written]);
    given(captionsDecider, [opened, added]).when(AddTrack).then([]);
  });
  test('writes many lines in events of bounded size', () => {
    const many = Array.from({ length: PART_LINES + 1 }, (_, n) => ({
      start: n * 100,
      end: n * 100 + 90,
      text: `${n}`,
    }));
    const [about, ...parts] = captionsDecider.decide(
      { ...commands.AddTrack({ ...AddTrack.data, lines: many }), time: new Date(at) } as never,
      fold(captionsDecider, [opened] as never),
    ) as unknown as { type: string; data: { lineCount: number; lines: { lineId: number }[] } }[];
    expect(about!.data.lineCount).toBe(PART_LINES + 1);
    expect(parts.map(({ data }) => data.lines.length)).toEqual([PART_LINES, 1]);
    expect(parts[1]!.data.lines[0]!.lineId).toBe(PART_LINES);
  });
  test.each([
    ['an unknown language', { language: 'tlh' }, 'no-such-language', 'language'],
    ['too long a label', { label: 'x'.repeat(LABEL_MAX + 1) }, 'too-long', 'label'],
    ['no lines', { lines: [] }, 'bad-line', 'file'],
    ['a line without words', { lines: [{ start: 0, end: 1, text: ' ' }] }, 'bad-line', 'file'],
    ['a line that ends before it begins', { lines: [{ start: 1, end: 1, text: 'x' }] }, 'bad-line', 'file'],
    [
      'more text than a track can have',
      {
        lines: Array.from({ length: TEXT_MAX / 1000 + 1 }, (_, start) => ({
          start,
          end: start + 1,
          text: 'x'.repeat(1000),
        })),
      },
      'too-large',
      'file',
    ],
  ])('refuses %s', (_what, wrong, reason, field) =>
    given(captionsDecider, [opened])
      .when(commands.AddTrack({ ...AddTrack.data, ...wrong }))
      .then([rejected(reason as CaptionsReason, field)]),
  );
  test('refuses a second track of the same language and label, and more tracks than a video can have', () => {
    given(captionsDecider, [opened, added])
      .when(commands.AddTrack({ ...AddTrack.data, trackId: otherTrackId }))
      .then([rejected('same-name', 'language')]);
    const full = Array.from({ length: TRACKS_MAX }, (_, n) =>
      events.TrackAdded({ ...added.data, trackId: trackId.replace('5000', String(5100 + n)), label: `${n}` }),
    );
    given(captionsDecider, [opened, ...full])
      .when(AddTrack)
      .then([rejected('too-many-tracks', 'language')]);
  });
  test('refuses a new track after many were added and removed, and still restores those', () => {
    const gone = Array.from({ length: TRACKS_EVER_MAX }, (_, n) => trackId.replace('5000', String(5100 + n))).flatMap(
      (each) => [
        events.TrackAdded({ ...added.data, trackId: each }),
        events.TrackRemoved({ ...examples.events.TrackRemoved.data, trackId: each }),
      ],
    );
    given(captionsDecider, [opened, ...gone])
      .when(AddTrack)
      .then([rejected('too-many-removed', 'language')]);
    const { trackId: last } = gone.at(-1)!.data;
    given(captionsDecider, [opened, ...gone])
      .when(commands.RestoreTrack({ ...examples.commands.RestoreTrack.data, trackId: last }))
      .then([events.TrackRestored({ ...examples.events.TrackRestored.data, trackId: last })]);
  });
});

describe('TakeTrack', () => {
  const { TakeTrack } = examples.commands;
  const { source, language } = TakeTrack.data;
  const taken = events.TrackAdded({
    ...{ videoId, trackId: TakeTrack.data.trackId, source, language, label: '', lineCount: 2, at },
  });
  const itsLines = events.LinesWritten({ ...written.data, trackId: TakeTrack.data.trackId });

  test('takes a track that the site has found, once', () => {
    given(captionsDecider, [opened]).when(TakeTrack).then([taken, itsLines]);
    given(captionsDecider, [opened, taken]).when(TakeTrack).then([]);
  });
  test('leaves what the creator has added', () => {
    const own = events.TrackAdded({ ...added.data, language: 'de' });
    given(captionsDecider, [opened, own]).when(TakeTrack).then([]);
    given(captionsDecider, [opened, taken, events.TrackRemoved({ ...taken.data })])
      .when(TakeTrack)
      .then([]);
  });
  test('costs nothing if it is broken, or the video is gone', () => {
    given(captionsDecider, [opened])
      .when(commands.TakeTrack({ ...TakeTrack.data, lines: [] }))
      .then([]);
    given(captionsDecider, [opened, closed]).when(TakeTrack).then([]);
  });
});

describe('DescribeTrack', () => {
  const { DescribeTrack } = examples.commands;
  test('changes the language and the label', () => {
    given(captionsDecider, [opened, added]).when(DescribeTrack).then([examples.events.TrackDescribed]);
    given(captionsDecider, [opened, added, examples.events.TrackDescribed]).when(DescribeTrack).then([]);
  });
  test('refuses an unknown language, and the name of another track', () => {
    given(captionsDecider, [opened, added])
      .when(commands.DescribeTrack({ ...DescribeTrack.data, language: 'xx' }))
      .then([rejected('no-such-language', 'language')]);
    const other = events.TrackAdded({ ...added.data, trackId: otherTrackId, language: 'de' });
    given(captionsDecider, [opened, added, other])
      .when(commands.DescribeTrack({ ...DescribeTrack.data, language: 'de', label: '' }))
      .then([rejected('same-name', 'language')]);
  });
});

describe('EditLines', () => {
  const { EditLines } = examples.commands;
  const said = (lineId: number, text: string) => ({ lineId, start: 0, end: 1, text });
  const edit = (changes: Partial<typeof EditLines.data>) =>
    commands.EditLines({ ...EditLines.data, added: [], changed: [], removed: [], ...changes });
  const many = (count: number, text: string) =>
    Array.from({ length: Math.ceil(count / PART_LINES) }, (_, part) =>
      events.LinesWritten({
        ...{ videoId, trackId },
        lines: Array.from({ length: Math.min(PART_LINES, count - part * PART_LINES) }, (_line, n) =>
          said(part * PART_LINES + n, text),
        ),
      }),
    );
  test('changes, adds and removes lines of the revision that the editor has seen, once', () => {
    given(captionsDecider, [opened, added, written]).when(EditLines).then([edited]);
    given(captionsDecider, [opened, added, written, edited]).when(EditLines).then([]);
    const line = { lineId: 7, start: 5_000, end: 6_000, text: 'New' };
    given(captionsDecider, [opened, added, written])
      .when(commands.EditLines({ ...EditLines.data, added: [line], changed: [], removed: [] }))
      .then([events.LinesEdited({ ...edited.data, written: [line], removed: [], lineCount: 3 })]);
  });
  test('overwrites nothing that another tab has saved meanwhile', () =>
    given(captionsDecider, [opened, added, written, edited])
      .when(commands.EditLines({ ...EditLines.data, editId: otherTrackId }))
      .then([rejected('changed-meanwhile')]));
  test('refuses a line that says nothing, and more lines than a track can have', () => {
    given(captionsDecider, [opened, added, written])
      .when(commands.EditLines({ ...EditLines.data, changed: [{ lineId: 0, start: 0, end: 1, text: '' }] }))
      .then([rejected('bad-line')]);
    given(captionsDecider, [opened, added, ...many(LINES_MAX, 'x')])
      .when(edit({ added: [said(LINES_MAX, 'x')] }))
      .then([rejected('too-many-lines')]);
  });
  test('refuses more text than a track can have', () => {
    const full = [opened, added, ...many(TEXT_MAX / 1_000, 'x'.repeat(1_000))] as const;
    const lineCount = TEXT_MAX / 1_000;
    for (const more of [
      { added: [said(lineCount, 'x')] },
      { added: [said(lineCount, 'xx')], changed: [said(0, 'x'.repeat(999))] },
    ])
      given(captionsDecider, full)
        .when(edit(more))
        .then([rejected('too-large')]);
    const changed = [said(0, 'x')];
    given(captionsDecider, full)
      .when(edit({ changed }))
      .then([events.LinesEdited({ ...edited.data, written: changed, removed: [], lineCount })]);
  });
  test.each([
    ['removes a line that is not there', { removed: [5] }],
    ['changes a line that is not there', { changed: [said(5, 'x')] }],
    ['adds a line that is there', { added: [said(1, 'x')] }],
    ['adds a line twice', { added: [said(5, 'x'), said(5, 'y')] }],
    ['removes a line twice', { removed: [1, 1] }],
    ['changes a line and removes it', { changed: [said(1, 'x')], removed: [1] }],
  ])('refuses an edit that %s', (_what, wrong) =>
    given(captionsDecider, [opened, added, written])
      .when(edit(wrong))
      .then([rejected('changed-meanwhile')]),
  );
});

test('ReplaceLines replaces all lines, once', () => {
  const { ReplaceLines } = examples.commands;
  const line = events.LinesWritten({ videoId, trackId, lines: [{ lineId: 0, ...lines[1]! }] });
  given(captionsDecider, [opened, added, written]).when(ReplaceLines).then([replaced, line]);
  given(captionsDecider, [opened, added, written, replaced]).when(ReplaceLines).then([]);
});

test('ReplaceLines overwrites nothing that its sender has not seen', () => {
  const { data } = examples.commands.ReplaceLines;
  given(captionsDecider, [opened, added, written, replaced])
    .when(commands.ReplaceLines({ ...data, editId: trackId, revision: 0 }))
    .then([rejected('changed-meanwhile')]);
});

test('ReplaceLines brings back the lines of an earlier revision, also of one without any', () => {
  const { data } = examples.commands.ReplaceLines;
  const back = events.LinesReplaced({ ...replaced.data, editId: trackId, revision: 2, lineCount: 0, restores: 0 });
  given(captionsDecider, [opened, added, written, replaced])
    .when(commands.ReplaceLines({ ...data, editId: trackId, revision: 1, restores: 0, lines: [] }))
    .then([back]);
  given(captionsDecider, [opened, added, written, replaced])
    .when(commands.ReplaceLines({ ...data, editId: trackId, revision: 1, lines: [] }))
    .then([rejected('bad-line', 'file')]);
});

describe('lines after the end of the video', () => {
  const { RecordLength } = examples.commands;
  const length = (milliseconds: number) => events.LengthRecorded({ videoId, milliseconds });
  const record = (milliseconds: number, isFirst = true) =>
    commands.RecordLength({ ...RecordLength.data, milliseconds, isFirst });
  /** The second line begins at 2.5 seconds. */
  const short = [opened, length(2_500)] as const;
  const first = events.LinesWritten({ videoId, trackId, lines: [{ lineId: 0, ...lines[0]! }] });

  test('of a file are left out, and a file that has no others is refused', () => {
    given(captionsDecider, short)
      .when(AddTrack)
      .then([events.TrackAdded({ ...added.data, lineCount: 1 }), first]);
    given(captionsDecider, [...short, added, written])
      .when(commands.ReplaceLines({ ...examples.commands.ReplaceLines.data, lines: [...lines] }))
      .then([events.LinesReplaced({ ...replaced.data, lineCount: 1 }), first]);
    given(captionsDecider, [opened, length(500)])
      .when(AddTrack)
      .then([rejected('after-end', 'file')]);
  });
  test('of the site are left out', () => {
    const { TakeTrack } = examples.commands;
    given(captionsDecider, short)
      .when(TakeTrack)
      .then([
        events.TrackAdded({
          ...{ videoId, trackId: TakeTrack.data.trackId, source: 'video-file', language: 'de', label: '' },
          ...{ lineCount: 1, at },
        }),
        events.LinesWritten({ ...first.data, trackId: TakeTrack.data.trackId }),
      ]);
    given(captionsDecider, [opened, length(500)])
      .when(TakeTrack)
      .then([]);
  });
  test('are not written in the editor, which may still change others', () => {
    const { EditLines } = examples.commands;
    const late = { lineId: 7, start: 2_500, end: 6_000, text: 'New' };
    given(captionsDecider, [...short, added, written])
      .when(commands.EditLines({ ...EditLines.data, added: [late], removed: [] }))
      .then([rejected('after-end')]);
    given(captionsDecider, [...short, added, written])
      .when(commands.EditLines({ ...EditLines.data, removed: [] }))
      .then([events.LinesEdited({ ...edited.data, removed: [], lineCount: 2 })]);
  });
  test('are removed when the length becomes known, and stay when another file replaces the first', () => {
    const trimmed = given(captionsDecider, [opened, added, written]).when(record(2_500));
    trimmed.then([
      events.LinesEdited({
        ...{
          videoId,
          trackId,
          editId: '629720a3-45ef-5367-be60-6db1f36c4445',
          revision: 1,
          lineCount: 1,
          written: [],
          removed: [1],
          at,
        },
      }),
      length(2_500),
    ]);
    given(captionsDecider, [opened, added, written, removed])
      .when(record(9_000))
      .then([length(9_000)]);
    given(captionsDecider, [opened, added, written])
      .when(record(2_500, false))
      .then([length(2_500)]);
    given(captionsDecider, [opened, length(9_000), added, written])
      .when(record(2_500))
      .then([length(2_500)]);
    given(captionsDecider, short).when(record(2_500)).then([]);
  });
});

describe('a removed track', () => {
  test('can be restored, and nothing else', () => {
    given(captionsDecider, [opened, added]).when(RemoveTrack).then([removed]);
    given(captionsDecider, [opened, added, removed]).when(RemoveTrack).then([]);
    given(captionsDecider, [opened, added, removed])
      .when(examples.commands.EditLines)
      .then([rejected('no-such-track')]);
    given(captionsDecider, [opened, added, removed]).when(examples.commands.RestoreTrack).then([restored]);
    given(captionsDecider, [opened, added]).when(examples.commands.RestoreTrack).then([]);
  });
  test('leaves its name to another one, and is not restored beside it', () => {
    const other = events.TrackAdded({ ...added.data, trackId: otherTrackId });
    given(captionsDecider, [opened, added, removed])
      .when(
        commands.AddTrack({ ...by, trackId: otherTrackId, language: 'en', label: '', fileName: 'knots.srt', lines }),
      )
      .then([other, events.LinesWritten({ ...written.data, trackId: otherTrackId })]);
    given(captionsDecider, [opened, added, removed, other])
      .when(examples.commands.RestoreTrack)
      .then([rejected('same-name')]);
  });
});

describe('an automatic track', () => {
  const take = (more: object = {}) =>
    commands.TakeTrack({
      videoId,
      trackId: otherTrackId,
      source: 'automatic',
      language: 'en',
      label: '',
      lines,
      at,
      ...more,
    });
  const automaticId = otherTrackId;
  const automatic = events.TrackAdded({
    ...{ videoId, trackId: automaticId, source: 'automatic', language: 'en', label: '', lineCount: 2, at },
  });
  const heard = events.LinesWritten({ ...written.data, trackId: automaticId });
  const newerId = '50000000-0000-4000-8000-000000000008';
  const gone = events.TrackRemoved({ videoId, trackId: automaticId, userId, at });
  const madeWay = events.TrackRemoved({ videoId, trackId: automaticId, at });

  test('is taken once', () => {
    given(captionsDecider, [opened]).when(take()).then([automatic, heard]);
    given(captionsDecider, [opened, automatic, heard]).when(take()).then([]);
  });
  test('is not taken where a person has one in its language, whatever its label', () => {
    const own = events.TrackAdded({ ...added.data, label: 'With sounds' });
    for (const isAsked of [false, true]) given(captionsDecider, [opened, own]).when(take({ isAsked })).then([]);
    given(captionsDecider, [opened, own, removed]).when(take()).then([automatic, heard]);
    given(captionsDecider, [opened, own])
      .when(take({ language: 'de' }))
      .then([events.TrackAdded({ ...automatic.data, language: 'de' }), heard]);
  });
  test('is not taken again after the creator removed it, until they ask', () => {
    const past = [opened, automatic, heard, gone];
    given(captionsDecider, past)
      .when(take({ trackId: newerId }))
      .then([]);
    given(captionsDecider, past)
      .when(take({ trackId: newerId, isAsked: true }))
      .then([
        events.TrackAdded({ ...automatic.data, trackId: newerId }),
        events.LinesWritten({ ...heard.data, trackId: newerId }),
      ]);
  });
  test('is replaced by a newer one, unless it was edited', () => {
    const replaces = { videoId, trackId: automaticId, source: 'automatic', editId: newerId, revision: 1 } as const;
    given(captionsDecider, [opened, automatic, heard])
      .when(take({ trackId: newerId }))
      .then([events.LinesReplaced({ ...replaces, lineCount: 2, at }), heard]);
    const edit = events.LinesEdited({ ...edited.data, trackId: automaticId, source: 'upload' });
    given(captionsDecider, [opened, automatic, heard, edit])
      .when(take({ trackId: newerId }))
      .then([]);
  });
  test('becomes the creator’s when they edit it', () => {
    const command = commands.EditLines({ ...examples.commands.EditLines.data, trackId: automaticId });
    given(captionsDecider, [opened, automatic, heard])
      .when(command)
      .then([events.LinesEdited({ ...edited.data, trackId: automaticId, source: 'upload' })]);
  });
  test('is replaced by one that a person adds, restores or renames in its language', () => {
    given(captionsDecider, [opened, automatic, heard]).when(AddTrack).then([madeWay, added, written]);
    given(captionsDecider, [opened, added, written, removed, automatic, heard])
      .when(examples.commands.RestoreTrack)
      .then([madeWay, restored]);
    const german = events.TrackAdded({ ...added.data, language: 'de' });
    given(captionsDecider, [opened, german, written, automatic, heard])
      .when(commands.DescribeTrack({ ...by, trackId, language: 'en', label: '' }))
      .then([madeWay, events.TrackDescribed({ ...by, trackId, language: 'en', label: '' })]);
  });
});
