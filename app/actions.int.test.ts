import { createHash } from 'node:crypto';
import { createPool } from '@message-db/client';
import { schemaOf } from '@message-db/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Outcome } from '@/app/_lib/commands/await-trace';
import { IDLE, rejected, type FormAction } from '@/app/_lib/commands/form-state';
import {
  ada,
  bob,
  bread,
  cyd,
  addAddressLink,
  CYDS_EMAIL,
  CYDS_PASSWORD,
  eve as editor,
  knots,
  sails,
  sessionCookieOf,
  startTestApplication,
  tents,
  tentsCaptions,
} from '@/app/_lib/testing/test-application';
import type { TestApplication } from '@/app/_lib/testing/test-application';
import { roleOf } from '@/roles';
import { collaborators } from '@/workers/aggregators/collaborators/aggregator';
import { userCredentials } from '@/workers/aggregators/user-credentials/aggregator';
import { captioning } from '@/workers/captioning/contract';
import { collaboration } from '@/workers/collaboration/contract';
import { identity, SESSION_IDLE_DAYS, SESSION_USE_HOURS } from '@/workers/identity/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';

/**
 * Tests what each form's action writes and answers: on the database, with a component that answers as each test sets.
 */
const request = vi.hoisted(() => ({
  userId: null as string | null,
  hasScripts: true,
  clientAddress: '127.0.0.1',
  cookies: new Map<string, string>(),
}));
vi.mock('next/headers', () => ({
  headers: async () =>
    new Headers({ 'x-client-address': request.clientAddress, ...(request.hasScripts && { 'next-action': 'any' }) }),
  cookies: async () => {
    const session = request.userId === null ? undefined : { value: await sessionCookieOf(request.userId) };
    return {
      get: (name: string) =>
        name === 'next-auth.session-token'
          ? session
          : request.cookies.has(name)
            ? { name, value: request.cookies.get(name) }
            : undefined,
      set: (name: string, value: string) => void request.cookies.set(name, value),
      delete: (cookie: string | { name: string }) =>
        void request.cookies.delete(typeof cookie === 'string' ? cookie : cookie.name),
    };
  },
}));
const refresh = vi.hoisted(() => vi.fn());
vi.mock('next/cache', () => ({ refresh }));
const component = vi.hoisted(() => ({
  outcome: { status: 'done' } as { status: string },
  aggregators: [] as unknown[],
}));
vi.mock('@/app/_lib/commands/await-trace', () => {
  const outcomeOf = async (traceId: string, aggregators: unknown) => {
    component.aggregators.push(aggregators);
    return { ...component.outcome, traceId } as Outcome;
  };
  return { awaitTrace: outcomeOf, outcomeOf };
});

let application: TestApplication;
let actions: typeof import('./studio/videos/actions') &
  typeof import('./studio/videos/[videoId]/actions') &
  typeof import('./studio/videos/[videoId]/captions/actions') &
  typeof import('./studio/videos/[videoId]/chapters/actions') &
  typeof import('./studio/videos/[videoId]/details/actions') &
  typeof import('./studio/videos/[videoId]/history/actions') &
  typeof import('./studio/_people/actions') &
  typeof import('./studio/invitations/[token]/actions') &
  typeof import('./(account)/sign-in/action') &
  typeof import('./(account)/register/action') &
  typeof import('./(account)/register/finish/action') &
  typeof import('./(account)/account/address/action') &
  typeof import('./(account)/confirm/action') &
  typeof import('./(account)/account/delete/action') &
  typeof import('./(account)/account/terms/actions') &
  typeof import('./(account)/sign-out/action');
let pageStamp: typeof import('./_lib/commands/page-stamp').pageStamp;
beforeAll(async () => {
  application = await startTestApplication();
  await addInvitations();
  ({ pageStamp } = await import('./_lib/commands/page-stamp'));
  actions = {
    ...(await import('./studio/videos/actions')),
    ...(await import('./studio/videos/[videoId]/actions')),
    ...(await import('./studio/videos/[videoId]/captions/actions')),
    ...(await import('./studio/videos/[videoId]/chapters/actions')),
    ...(await import('./studio/videos/[videoId]/details/actions')),
    ...(await import('./studio/videos/[videoId]/history/actions')),
    ...(await import('./studio/_people/actions')),
    ...(await import('./studio/invitations/[token]/actions')),
    ...(await import('./(account)/sign-in/action')),
    ...(await import('./(account)/register/action')),
    ...(await import('./(account)/register/finish/action')),
    ...(await import('./(account)/account/address/action')),
    ...(await import('./(account)/confirm/action')),
    ...(await import('./(account)/account/delete/action')),
    ...(await import('./(account)/account/terms/actions')),
    ...(await import('./(account)/sign-out/action')),
  };
});
afterAll(() => application.stop());

/** The editor's access to `sails`, and an open invitation to it with the token `a-token`. */
const [accepted, open] = ['50000000-0000-4000-8000-000000000001', '50000000-0000-4000-8000-000000000002'] as const;
/** A draft of Ada's to which somebody is invited. */
const [sharedDraft, toDraft] = [
  '10000000-0000-4000-8000-0000000000d1',
  '50000000-0000-4000-8000-000000000003',
] as const;
async function addInvitations(): Promise<void> {
  const pool = createPool({ connectionString: process.env.DATABASE_URL!, role: roleOf(collaborators.name), max: 1 });
  const at = '2026-03-05T08:00:00.000Z';
  const hash = createHash('sha256').update('a-token').digest('hex');
  for (const [invitationId, subjectId, userId, tokenHash, acceptedAt] of [
    [accepted, sails, editor, null, at],
    [open, sails, null, hash, null],
    [toDraft, sharedDraft, null, 'f'.repeat(64), null],
  ])
    await pool.query(
      `INSERT INTO ${schemaOf(collaborators)}.collaborators
         (invitation_id, owner_id, subject_kind, subject_id, title, role, user_id, token_hash, invited_at, expires_at,
          accepted_at)
       VALUES ($1, $2, 'video', $3, 'Sails', 'editor', $4, $5, $6, '2099-01-01T00:00:00.000Z', $7)`,
      [invitationId, ada, subjectId, userId, tokenHash, at, acceptedAt],
    );
  await pool.end();
}
beforeEach(() => {
  request.userId = null;
  request.hasScripts = true;
  request.cookies.clear();
  component.outcome = { status: 'done' };
  component.aggregators = [];
  refresh.mockClear();
});

function formOf(fields: Record<string, string>): FormData {
  const { person, build } = pageStamp(request.userId === null ? null : { userId: request.userId });
  const form = new FormData();
  for (const [name, value] of Object.entries({ pageStamp: `${person}.${build}`, ...fields })) form.set(name, value);
  return form;
}
function send(action: FormAction, userId: string | null, fields: Record<string, string>) {
  request.userId = userId;
  return action(IDLE, formOf(fields));
}
/** Returns the address to which an action redirects. */
async function destinationOf(acted: Promise<unknown>): Promise<string> {
  const error: unknown = await acted.catch((thrown: unknown) => thrown);
  return String((error as { digest?: string }).digest).split(';')[2]!;
}
/** Returns the commands that were written since the last call. */
async function written(contract: typeof videoPublishing | typeof captioning | typeof identity | typeof collaboration) {
  const all = await application.commands(contract);
  const since = readCounts.get(contract.category) ?? 0;
  readCounts.set(contract.category, all.length);
  return all.slice(since).map(({ type, data, streamName, metadata }) => ({
    type,
    data,
    streamName,
    userId: metadata.userId,
  }));
}
const readCounts = new Map<string, number>();

/** What the form of a video has on the page, and as it is sent without edits. */
const ofKnots = {
  name: 'Ten knots',
  description: 'From bowline to sheet bend.',
  tags: 'knots, rope work',
  category: 'outdoors',
  language: 'en',
  licence: 'CC-BY-4.0',
  visibility: 'public',
  publishAt: '',
};
const formOfKnots = (edits: Record<string, string>, began: object = ofKnots) => ({
  videoId: knots,
  ...ofKnots,
  beganFrom: JSON.stringify(began),
  ...edits,
});

describe('a form of a video', () => {
  const DONE = { status: 'done', note: 'Saved', refusal: null, typed: {} };
  const ofAda = { streamName: videoPublishing.commandStream(knots), userId: ada };

  test('with a button only sends its command for the signed-in person', async () => {
    expect(await send(actions.retryProcessing, ada, { videoId: knots })).toEqual(DONE);
    const data = { videoId: knots, userId: ada };
    expect(await written(videoPublishing)).toEqual([{ type: 'RetryProcessing', data, ...ofAda }]);
    expect(component.aggregators).toEqual([['creators-videos']]);
    expect(refresh).toHaveBeenCalledOnce();
  });

  test.each([
    [{ name: 'Eleven knots' }, { name: 'Eleven knots' }],
    [{ description: 'One\r\ntwo' }, { description: 'One\ntwo' }],
    [{ tags: 'knots; #bends, ' }, { tags: ['knots', ' #bends'] }],
    [
      { category: '', language: 'de', licence: 'CC0-1.0' },
      { category: '', language: 'de', licence: 'CC0-1.0' },
    ],
    [{ visibility: 'private' }, { visibility: 'private' }],
    [
      { visibility: 'scheduled', publishAt: '2099-01-01T10:00' },
      { visibility: 'scheduled', publishAt: '2099-01-01T10:00:00.000Z' },
    ],
    [
      { name: 'New', visibility: 'unlisted' },
      { name: 'New', visibility: 'unlisted' },
    ],
  ] as [Record<string, string>, object][])('sends only what was edited: %o', async (edits, data) => {
    expect(await send(actions.editDetails, ada, formOfKnots(edits))).toEqual(DONE);
    expect(await written(videoPublishing)).toEqual([
      { type: 'EditDetails', data: { videoId: knots, userId: ada, ...data }, ...ofAda },
    ]);
  });

  test.each(['scheduled', 'private'])(
    'sends everything that was edited and the publication of a video that is %s by one button',
    async (visibility) => {
      const edits = { videoId: bread, ...ofKnots, visibility, publish: 'now' };
      const began = { ...ofKnots, name: 'bread', visibility: 'scheduled', publishAt: '2026-03-08T08:00:00.000Z' };
      await send(actions.editDetails, bob, {
        ...edits,
        beganFrom: JSON.stringify({ ...ofKnots, ...began, name: 'bread' }),
      });
      expect(await written(videoPublishing)).toMatchObject([
        { type: 'EditDetails', data: { videoId: bread, userId: bob, name: 'Ten knots', visibility: 'public' } },
      ]);
    },
  );

  test.each([
    [{ visibility: 'unlisted' }, { visibility: 'unlisted' }],
    [
      { visibility: 'scheduled', publishAt: '2099-01-01T10:00' },
      { visibility: 'scheduled', publishAt: '2099-01-01T10:00:00.000Z' },
    ],
  ])('publishes as it was chosen: %o', async (chosen, data) => {
    await send(actions.editDetails, ada, formOfKnots({ ...chosen, publish: 'now' }));
    expect(await written(videoPublishing)).toMatchObject([{ type: 'EditDetails', data }]);
  });

  test('says at each wrong field why it was rejected, and keeps the typed values', async () => {
    component.outcome = {
      status: 'rejected',
      rejection: {
        reason: 'empty',
        field: 'name',
        more: [
          { reason: 'past', field: 'publishAt' },
          { reason: 'not-yours', field: 'elsewhere' },
        ],
      },
    } as never;
    const edits = { name: '', visibility: 'scheduled', publishAt: '2001-01-01T10:00' };
    const answer = await send(actions.editDetails, ada, formOfKnots(edits));
    expect(answer).toMatchObject({
      status: 'rejected',
      errors: { name: 'Give the video a name.', publishAt: expect.stringContaining('has passed') },
      error: expect.stringContaining('belongs to someone else'),
      typed: edits,
    });
    await written(videoPublishing);
  });

  test('says that a video of another person is not the user’s', async () => {
    component.outcome = { status: 'rejected', rejection: { reason: 'not-yours' } } as never;
    expect(await send(actions.editDetails, bob, formOfKnots({ name: 'Bob’s' }))).toMatchObject({
      status: 'rejected',
      errors: {},
      error: expect.stringContaining('belongs to someone else'),
    });
    expect(await written(videoPublishing)).toMatchObject([{ data: { userId: bob }, userId: bob }]);
  });

  test.each([
    [{ name: 'x'.repeat(2_000) }, { name: 'Shorten it' }],
    [{ description: 'x'.repeat(100_000) }, { description: 'Shorten it' }],
    [{ name: 'a\0b' }, { name: 'can’t be saved' }],
    [{ tags: 'x'.repeat(1_000) }, { tags: 'Shorten the longest' }],
    [{ visibility: 'secret' }, { visibility: 'Choose who' }],
    [{ visibility: 'scheduled', publishAt: 'soon' }, { publishAt: 'Choose a day and a time.' }],
    [
      { name: 'x'.repeat(2_000), language: 'x'.repeat(101) },
      { name: 'Shorten it', language: 'from the list' },
    ],
  ] as [Record<string, string>, Record<string, string>][])(
    'sends nothing that no message can hold, and says so at each such field: case %#',
    async (edits, sentences) => {
      const errors = Object.fromEntries(
        Object.entries(sentences).map(([field, sentence]) => [field, expect.stringContaining(sentence)]),
      );
      const answer = await send(actions.editDetails, ada, formOfKnots(edits));
      expect(answer).toMatchObject({ status: 'rejected', error: null });
      expect((answer as { errors: object }).errors).toEqual(errors);
      expect(await written(videoPublishing)).toEqual([]);
    },
  );

  test('overwrites nothing that was saved meanwhile, unless it is sent once more', async () => {
    const old = { ...ofKnots, name: 'Old', description: 'Old', tags: 'old' };
    const mine = { name: 'Mine', description: 'Mine', tags: 'old' };
    expect(await send(actions.editDetails, ada, formOfKnots({ ...mine }, old))).toMatchObject({
      status: 'conflict',
      theirs: { name: 'Ten knots', description: 'From bowline to sheet bend.' },
      typed: mine,
    });
    expect(await written(videoPublishing)).toEqual([]);
    // The other name is taken, and the description has been seen.
    const seen = { ...old, name: ofKnots.name, description: ofKnots.description };
    expect(await send(actions.editDetails, ada, formOfKnots({ ...mine, takeTheirs: 'name' }, seen))).toMatchObject({
      status: 'done',
    });
    expect(await written(videoPublishing)).toMatchObject([{ data: { description: 'Mine' } }]);
    expect(await send(actions.editDetails, ada, formOfKnots({}))).toMatchObject({
      status: 'done',
      note: 'No changes to save',
    });
    expect(await written(videoPublishing)).toEqual([]);
  });

  test('saves nothing for a preview, and keeps what was typed and what was changed elsewhere', async () => {
    const typed = { ...formOfKnots({ name: 'Eleven knots', description: '# Knots' }), preview: 'description' };
    const { preview: _, ...kept } = typed;
    expect(await send(actions.editDetails, ada, typed)).toEqual({ status: 'idle', refusal: null, typed: kept });
    const conflict = { status: 'conflict', theirs: { name: 'Ten knots' }, refusal: null, typed: {} } as const;
    request.userId = ada;
    expect(await actions.editDetails(conflict, formOf(typed))).toEqual({ ...conflict, typed: kept });
    expect(await written(videoPublishing)).toEqual([]);
  });

  test('without scripts leads to the news that the video is live, if it was not before', async () => {
    const began = { ...ofKnots, visibility: 'private' };
    const publish = () => send(actions.editDetails, ada, formOfKnots({ publish: 'now' }, began));
    expect(await publish()).toMatchObject({ status: 'done' });
    request.hasScripts = false;
    expect(await destinationOf(publish())).toBe(`/studio/videos/${knots}/details?published=now#live`);
    expect(await send(actions.editDetails, ada, formOfKnots({ name: 'Eleven knots' }))).toMatchObject({
      status: 'done',
    });
    await written(videoPublishing);
  });

  test('does nothing for a page of another person', async () => {
    request.userId = ada;
    const form = formOf({ videoId: knots });
    request.userId = bob;
    expect(await actions.retryProcessing(IDLE, form)).toMatchObject({
      refusal: { reason: 'other-person', name: 'Bob' },
    });
    expect(await written(videoPublishing)).toEqual([]);
  });

  test.each(['', 'nonsense', `${sails}'`])('does nothing if its video is %j', async (videoId) => {
    expect(await send(actions.retryProcessing, ada, { videoId })).toMatchObject({ status: 'rejected', errors: {} });
    expect(await written(videoPublishing)).toEqual([]);
  });

  test('that duplicates it leads to the copy', async () => {
    component.outcome = { status: 'queued' };
    const destination = await destinationOf(send(actions.duplicateVideo, ada, { videoId: knots }));
    const [copy] = await written(videoPublishing);
    expect(copy).toMatchObject({
      type: 'DuplicateVideo',
      data: { duplicateOf: knots, name: 'Ten knots' },
      userId: ada,
    });
    const { videoId } = copy!.data as { videoId: string };
    expect(destination).toMatch(new RegExp(`^/studio/videos/${videoId}/details\\?uploaded=[0-9a-f-]{36}$`));
  });

  test('that cannot duplicate it stays on the page', async () => {
    component.outcome = { status: 'rejected', rejection: { reason: 'unavailable' } } as never;
    expect(await send(actions.duplicateVideo, ada, { videoId: knots })).toMatchObject({
      status: 'rejected',
      error: expect.stringContaining('Try again'),
    });
    await written(videoPublishing);
  });

  test('that waits says so and has its trace', async () => {
    component.outcome = { status: 'queued' };
    const answer = await send(actions.retryProcessing, bob, { videoId: bread });
    expect(answer).toMatchObject({ status: 'queued', traceId: expect.any(String) });
    expect(refresh).not.toHaveBeenCalled();
    await written(videoPublishing);
  });
});

describe('the chapters of a video', () => {
  /** The chapters of the history, as the page has them. */
  const shown = '0:00 Bowline\n0:30 Sheet bend';
  const form = (chapters: string, beganFrom = shown) => ({
    videoId: knots,
    chapters,
    beganFrom: JSON.stringify({ chapters: beganFrom }),
  });

  test('are sent as they are typed, a line each', async () => {
    await send(actions.editChapters, ada, form('0:00 Bowline\r\n\r\n1:00 – Bends\r\n'));
    const chapters = [
      { startSeconds: 0, title: 'Bowline' },
      { startSeconds: 60, title: 'Bends' },
    ];
    expect(await written(videoPublishing)).toMatchObject([{ data: { videoId: knots, userId: ada, chapters } }]);
  });
  test.each([
    ['0:00 Bowline\nBends', /Line 2 doesn’t begin with a time/],
    ['0:00 Bowline\n0:00 Bends', /0:00 doesn’t begin later/],
    ['0:00 Bowline\n1:30 Bends', /1:30 begins after the end of the video, at 1:30/],
    ['0:00', /0:00 has no title/],
    [`0:00 ${'x'.repeat(2_000)}`, /more than 100 characters/],
    ['0:00 a\n'.repeat(101), /up to 100 chapters/],
  ])('are not sent if one is wrong, and it is said which: %j', async (chapters, error) => {
    const answer = await send(actions.editChapters, ada, form(chapters));
    expect(answer).toMatchObject({ status: 'rejected', errors: { chapters: expect.stringMatching(error) } });
    expect(await written(videoPublishing)).toEqual([]);
  });
  test('that were changed elsewhere too are shown and not overwritten', async () => {
    const answer = await send(actions.editChapters, ada, form('0:00 Mine', '0:00 Of yesterday'));
    expect(answer).toMatchObject({ status: 'conflict', theirs: { chapters: shown } });
    expect(await written(videoPublishing)).toEqual([]);
  });
  test('are those of the description or the file again by a button', async () => {
    await send(actions.endEditedChapters, ada, { videoId: knots });
    expect(await written(videoPublishing)).toMatchObject([{ data: { videoId: knots, userId: ada, chapters: null } }]);
  });
});

describe('captions', () => {
  const of = { videoId: tents, trackId: tentsCaptions };

  test('are as they were at a revision again, unless they were changed since the page was rendered', async () => {
    const back = { ...of, revision: '1', restores: '0' };
    expect(await send(actions.bringBackLines, bob, back)).toMatchObject({ status: 'done' });
    const lines = [
      { start: 0, end: 900, text: 'Unfold it.' },
      { start: 1_000, end: 1_900, text: 'Peg it.' },
    ];
    const data = { ...of, userId: bob, revision: 1, restores: 0, lines };
    expect(await written(captioning)).toMatchObject([{ type: 'ReplaceLines', data }]);
    component.outcome = { status: 'rejected', rejection: { reason: 'changed-meanwhile' } } as never;
    expect(await send(actions.bringBackLines, bob, back)).toMatchObject({
      status: 'rejected',
      error: expect.stringContaining('nothing is replaced yet'),
    });
    await written(captioning);
  });
  test('of others are not read', async () => {
    const answer = await send(actions.bringBackLines, ada, { ...of, revision: '1', restores: '0' });
    expect(answer).toMatchObject({ status: 'rejected' });
    expect(await written(captioning)).toEqual([]);
  });
  test('are replaced by those of a file as their page knows them', async () => {
    request.userId = bob;
    const form = formOf({ ...of, revision: '1', language: 'en' });
    form.set('file', new File(['1\n00:00:01,000 --> 00:00:02,000\nHi\n'], 'hi.srt'));
    expect(await actions.replaceLines(IDLE, form)).toMatchObject({ status: 'done' });
    expect(await written(captioning)).toMatchObject([{ data: { ...of, revision: 1, fileName: 'hi.srt' } }]);
  });
});

describe('the ticked videos of the list', () => {
  test.each([
    [
      'publish',
      bob,
      `${bread}_scheduled_1772956800000`,
      { type: 'EditDetails', data: { videoId: bread, visibility: 'public' } },
    ],
    ['unpublish', ada, `${knots}_public`, { type: 'UnpublishVideo', data: { videoId: knots } }],
  ])(
    '%s sends a command of the person who ticked them, and leads to its undo',
    async (change, userId, was, command) => {
      const video = was.split('_')[0]!;
      const acted = send(actions.changeTicked, userId, { change, video, list: '?sort=title' });
      expect(await destinationOf(acted)).toBe(`/studio/videos?sort=title&changed=${change}&was=${was}`);
      expect(await written(videoPublishing)).toMatchObject([{ ...command, userId }]);
    },
  );
  test('that are published can be undone, as far as they are the person’s and still published', async () => {
    const was = `${knots}_private.${bread}_private`;
    const acted = send(actions.undoPublicity, ada, { change: 'publish', was, list: '' });
    expect(await destinationOf(acted)).toBe('/studio/videos');
    expect(await written(videoPublishing)).toMatchObject([
      { type: 'EditDetails', data: { videoId: knots, userId: ada, visibility: 'private' } },
    ]);
    await send(actions.undoPublicity, ada, { change: 'unpublish', was: `${knots}_public`, list: '' }).catch(() => {});
    expect(await written(videoPublishing)).toEqual([]);
  });
});

describe('an entry of a video’s history', () => {
  const positionOf = async (field: string) => {
    const { videoChanges } = await import('./studio/_queries/video-changes');
    return (await videoChanges(ada, knots, null)).find((change) => change.field === field)!.position;
  };

  test('is undone by an edit back to the values from before', async () => {
    const position = String(await positionOf('licence'));
    expect(await send(actions.undoEntry, ada, { videoId: knots, position })).toMatchObject({ status: 'done' });
    expect(await written(videoPublishing)).toMatchObject([
      {
        type: 'EditDetails',
        data: { videoId: knots, userId: ada, tags: [], category: '', licence: 'all-rights-reserved' },
      },
    ]);
  });
  test.each([
    ['of another person', bob, '1'],
    ['that does not exist', ada, '1'],
    ['of an incomplete form', ada, 'x'],
  ])('%s is not undone', async (_, userId, position) => {
    expect(await send(actions.undoEntry, userId, { videoId: knots, position })).toMatchObject({
      status: 'rejected',
      error: expect.any(String),
    });
    expect(await written(videoPublishing)).toEqual([]);
  });
});

describe('signing in', () => {
  const forgetTries = async () =>
    (await import('./_lib/auth/wrong-tries')).forgetTries({ userId: cyd, email: CYDS_EMAIL });
  const right = { email: ` ${CYDS_EMAIL.toUpperCase()} `, password: CYDS_PASSWORD };

  test('begins a session and leads on, only within this site', async () => {
    expect(await destinationOf(send(actions.signIn, null, { ...right, next: '/account' }))).toBe('/account');
    expect([...request.cookies.keys()]).toContain('next-auth.session-token');
    expect(await written(identity)).toMatchObject([{ type: 'RecordSignIn', userId: cyd }]);
    expect(await destinationOf(send(actions.signIn, null, { ...right, next: 'https://evil.example' }))).toBe('/studio');
    await written(identity);
  });

  test.each([
    ['a wrong password', { ...right, password: 'another password' }],
    ['an unknown address', { ...right, email: 'nobody@example.com' }],
  ])('gives the same answer for %s, keeps the address, and records it', async (_, typed) => {
    const answer = await send(actions.signIn, null, typed);
    expect(answer).toMatchObject({
      ...rejected({}, 'Wrong email address or password.'),
      typed: { email: typed.email },
    });
    expect(JSON.stringify(answer)).not.toContain(typed.password);
    expect(request.cookies.size).toBe(0);
    expect(await written(identity)).toMatchObject([{ type: 'RecordSignInFailure' }]);
  });

  test('is refused to a network that tries one password on many addresses, and to no other', async () => {
    const tryOn = (email: string, clientAddress: string) => {
      request.clientAddress = clientAddress;
      return send(actions.signIn, null, { email, password: 'summer holiday' });
    };
    const limited = { error: expect.stringContaining('Too many wrong passwords') };
    for (let n = 0; n < 100; n += 1)
      expect(await tryOn(`${n}@example.com`, `2001:db8::${n.toString(16)}`)).not.toMatchObject(limited);
    expect(await tryOn('another@example.com', '2001:db8::ffff')).toMatchObject(limited);
    expect(await tryOn('another@example.com', '2001:db8:0:1::1')).not.toMatchObject(limited);
    request.clientAddress = '127.0.0.1';
    expect(await written(identity)).toHaveLength(101);
  });

  test('goes on for the owner on a known browser, with an attacker at work, until that browser tries too often itself', async () => {
    const { password } = right;
    const tryAs = (typed: { password: string }) =>
      send(actions.signIn, null, { email: CYDS_EMAIL, ...typed, next: '/' });
    const limited = { error: expect.stringContaining('Too many wrong passwords') };
    expect(await destinationOf(tryAs({ password }))).toBe('/');
    const known = new Map(request.cookies);
    const attack = async () => {
      request.cookies.clear();
      for (let n = 0; n < 12; n += 1) {
        request.clientAddress = `203.0.113.${n}`;
        await tryAs({ password: `guess ${n}` });
      }
      request.clientAddress = '127.0.0.1';
      expect(await tryAs({ password })).toMatchObject(limited);
    };
    await attack();
    request.cookies = new Map(known);
    expect(await destinationOf(tryAs({ password }))).toBe('/');
    // The mark of today is another one. Its own wrong passwords are limited too.
    for (let n = 0; n < 20; n += 1)
      expect(await tryAs({ password: 'a wrong one' })).toMatchObject(rejected({}, 'Wrong email address or password.'));
    expect(await tryAs({ password })).toMatchObject(limited);
    await written(identity);
    await forgetTries();
  });

  test('with a mark that somebody made up is as from any other browser', async () => {
    request.cookies.set('known-browser', 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c');
    for (let n = 0; n < 10; n += 1) await send(actions.signIn, null, { ...right, password: `guess ${n}` });
    expect(await send(actions.signIn, null, right)).toMatchObject({ error: expect.stringContaining('Too many') });
    await written(identity);
    await forgetTries();
  });

  test('is refused while what has a limit cannot be counted', async () => {
    const superuser = createPool({ connectionString: process.env.DATABASE_URL!, max: 1 });
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    await superuser.query('REVOKE EXECUTE ON FUNCTION limits.take FROM video_tutorials_application');
    expect(await send(actions.signIn, null, right)).toMatchObject(
      rejected({}, 'You couldn’t be signed in just now. Try again in a moment.'),
    );
    expect([request.cookies.size, await written(identity)]).toEqual([0, []]);
    await superuser.query('GRANT EXECUTE ON FUNCTION limits.take TO video_tutorials_application');
    await superuser.end();
    error.mockRestore();
  });

  test('says at each field that it is missing', async () => {
    expect(await send(actions.signIn, null, {})).toMatchObject(
      rejected({ email: 'Enter your email address.', password: 'Enter your password.' }),
    );
  });
});

describe('a session', () => {
  const userAfter = async (hours: number | null) => {
    const { readSessionCookie } = await import('./_lib/auth/session-cookie');
    const { sessionHash } = (await readSessionCookie(await sessionCookieOf(cyd)))!;
    const pool = createPool({ connectionString: process.env.DATABASE_URL!, role: roleOf('user-credentials'), max: 1 });
    const view = `${schemaOf(userCredentials)}.user_credentials_sessions`;
    await pool.query(`DELETE FROM ${view}`);
    if (hours !== null)
      await pool.query(
        `INSERT INTO ${view} VALUES ($1, $2, 'computer', 'Firefox', 'Linux', $3, now() - $4 * interval '1 hour')`,
        [sessionHash, cyd, '2026-03-05T08:00:00.000Z', hours],
      );
    const { findUser } = await import('./_lib/auth/find-user');
    const user = await findUser({ userId: cyd, sessionHash });
    await findUser({ userId: cyd, sessionHash });
    await pool.query(`DELETE FROM ${view}`);
    await pool.end();
    return user?.userId ?? null;
  };

  test.each([
    ['that has just begun', null],
    ['that was just used', SESSION_USE_HOURS - 1],
  ])('%s signs somebody in', async (_, hours) => {
    expect(await userAfter(hours)).toBe(cyd);
    expect(await written(identity)).toEqual([]);
  });

  test('that is used again is recorded once', async () => {
    expect(await userAfter(SESSION_USE_HOURS + 1)).toBe(cyd);
    await vi.waitFor(async () => expect(await written(identity)).toMatchObject([{ type: 'RecordSessionUse' }]));
    expect(await written(identity)).toEqual([]);
  });

  test('makes somebody an administrator, if they have switched on two-step sign-in where it is required', async () => {
    const { environment } = await import('./_lib/environment');
    const { findUser } = await import('./_lib/auth/find-user');
    const pool = createPool({ connectionString: process.env.DATABASE_URL!, role: roleOf('user-credentials'), max: 1 });
    const view = `${schemaOf(userCredentials)}.user_credentials_authenticators`;
    const isAdmin = async (rule: 'optional' | 'required', isEnabled: boolean | null) => {
      await pool.query(`DELETE FROM ${view}`);
      if (isEnabled !== null) await pool.query(`INSERT INTO ${view} VALUES ($1, $1, $2)`, [cyd, isEnabled]);
      Object.assign(environment, { ADMIN_SECOND_FACTOR: rule });
      const user = await findUser({ userId: cyd, sessionHash: 'e'.repeat(64) });
      return [user!.isAdmin, user!.needsTwoSteps];
    };
    for (const isEnabled of [null, false]) {
      expect(await isAdmin('optional', isEnabled)).toEqual([true, false]);
      expect(await isAdmin('required', isEnabled)).toEqual([false, true]);
    }
    expect(await isAdmin('required', true)).toEqual([true, false]);
    expect(await isAdmin('optional', null)).toEqual([true, false]);
    await pool.end();
  });

  test('that was not used for long has ended', async () => {
    expect(await userAfter(SESSION_IDLE_DAYS * 24 + 1)).toBeNull();
    expect(await written(identity)).toEqual([]);
  });
});

describe('registering', () => {
  const token = '9d0a2c53-95b4-4d7d-9c4b-0b1c2d3e4f50';
  const eve = { token, name: 'Eve', password: 'apples and pears' };
  const addEvesLink = async () => {
    const { accountToCome } = await import('./(account)/register/account-to-come');
    await addAddressLink(accountToCome(token).userId, 'eve@example.com', token);
  };

  test('answers the same for an address with an account and one without, and sends the same command', async () => {
    for (const email of ['new@example.com', 'cyd@example.com']) {
      expect(await send(actions.requestLink, null, { email, next: '/' })).toMatchObject({
        status: 'done',
        note: email,
      });
      const commands = await written(identity);
      expect(commands.map(({ type }) => type)).toEqual(['RequestRegistration']);
      expect(JSON.stringify(commands)).not.toContain(email);
    }
  });

  test('writes nothing for what is no address, nor for a network that asks too often', async () => {
    expect(await send(actions.requestLink, null, { email: 'nobody', next: '/' })).toMatchObject(
      rejected({ email: expect.stringContaining('like name@example.com') as never }),
    );
    expect(await written(identity)).toEqual([]);
    request.clientAddress = '2001:db8:7::1';
    for (let n = 0; n < 60; n += 1) await send(actions.requestLink, null, { email: `${n}@example.com`, next: '/' });
    expect(await send(actions.requestLink, null, { email: 'another@example.com', next: '/' })).toMatchObject({
      error: expect.stringContaining('Your network'),
    });
    request.clientAddress = '127.0.0.1';
    expect(await written(identity)).toHaveLength(60);
  });

  test('registers with the link, signs in and leads on to where somebody was', async () => {
    await send(actions.requestLink, null, { email: 'eve@example.com', next: '/account' });
    await written(identity);
    await addEvesLink();
    expect(await destinationOf(send(actions.finishRegistration, null, eve))).toBe('/account');
    const commands = await written(identity);
    expect(commands.map(({ type }) => type)).toEqual(['Register', 'RecordSignIn']);
    expect(JSON.stringify(commands)).not.toMatch(/Eve|eve@|apples/);
  });

  test('waits on its own page', async () => {
    component.outcome = { status: 'queued' };
    expect(await destinationOf(send(actions.finishRegistration, null, eve))).toMatch(
      /^\/register\/pending\?trace=.*&next=%2Fstudio$/,
    );
    await written(identity);
  });

  test('says what was wrong, and keeps the typed values except the password', async () => {
    component.outcome = { status: 'rejected', rejection: { reason: 'address-taken' } } as never;
    const answer = await send(actions.finishRegistration, null, eve);
    expect(answer).toMatchObject({ error: expect.stringContaining('already have an account'), typed: { name: 'Eve' } });
    expect(answer.typed).not.toHaveProperty('password');
    await written(identity);
  });

  test('takes the present terms of the site, if it has any', async () => {
    const { environment } = await import('./_lib/environment');
    Object.assign(environment, { terms: { file: 'terms.md', version: '2' } });
    await addEvesLink();
    for (const [terms, sentence] of [
      ['', 'Accept the terms to register.'],
      ['1', 'The terms changed meanwhile. Reload the page to read them.'],
    ] as const)
      expect(await send(actions.finishRegistration, null, { ...eve, terms })).toMatchObject(
        rejected({ terms: sentence }),
      );
    expect(await written(identity)).toEqual([]);
    await destinationOf(send(actions.finishRegistration, null, { ...eve, terms: '2' }));
    expect((await written(identity))[0]).toMatchObject({ type: 'Register', data: { termsVersion: '2' } });

    // Who registered before accepts the version that they have seen.
    const { rightsOfPerson } = await import('./_lib/auth/find-user');
    expect(await rightsOfPerson(ada)).toMatchObject({ owesTerms: true });
    expect(await send(actions.acceptTerms, ada, { next: '/studio' })).toMatchObject({ status: 'rejected' });
    expect(await send(actions.acceptTerms, ada, { terms: '1', next: '/studio' })).toMatchObject({ status: 'rejected' });
    expect(await destinationOf(send(actions.acceptTerms, ada, { terms: '2', next: '/studio' }))).toBe('/studio');
    expect(await written(identity)).toMatchObject([{ type: 'AcceptTerms', data: { userId: ada, termsVersion: '2' } }]);
    Object.assign(environment, { terms: null });
    expect(await rightsOfPerson(ada)).toMatchObject({ owesTerms: false });
  });

  test('writes nothing if a field is wrong, the password is the address, or the link has ended', async () => {
    expect(await send(actions.finishRegistration, null, { ...eve, name: ' ', password: 'short' })).toMatchObject({
      errors: { name: expect.any(String) },
    });
    for (const password of ['short', 'eve@example.com'])
      expect(await send(actions.finishRegistration, null, { ...eve, password })).toMatchObject({
        errors: { password: expect.any(String) },
      });
    for (const wrong of ['5b1f0a4e-0a4b-4c59-8d1a-2f0e6a7b8c9d', 'no token'])
      expect(await send(actions.finishRegistration, null, { ...eve, token: wrong })).not.toMatchObject({
        status: 'done',
      });
    expect(await written(identity)).toEqual([]);
  });
});

describe('the forms of an account', () => {
  const token = '8d0a2c53-95b4-4d7d-9c4b-0b1c2d3e4f50';

  test('change an address only with its right password, and answer the same for every address', async () => {
    const change = (email: string, currentPassword = CYDS_PASSWORD) =>
      send(actions.requestAddressChange, cyd, { email, currentPassword });
    expect(await change('new@example.com', 'a wrong one')).toMatchObject(
      rejected({ currentPassword: 'That password is wrong.' }),
    );
    expect(await change(CYDS_EMAIL)).toMatchObject(rejected({ email: 'That is your address already.' }));
    await written(identity);
    for (const email of ['new@example.com', 'ada@example.com']) {
      expect(await change(email)).toMatchObject({ status: 'done', note: email });
      const commands = (await written(identity)).filter(({ type }) => type !== 'RehashPassword');
      expect(commands).toMatchObject([{ type: 'RequestAddressChange', data: { userId: cyd } }]);
      expect(JSON.stringify(commands)).not.toContain(email);
    }
  });

  test('confirm an address only for its own person', async () => {
    await addAddressLink(bob, 'new@example.com', token);
    expect(await send(actions.confirm, bob, { token })).toMatchObject({ status: 'done' });
    expect(await written(identity)).toMatchObject([
      { type: 'ConfirmAddressChange', data: { userId: bob, addressId: bob } },
    ]);
    expect(await send(actions.confirm, ada, { token })).toMatchObject({ errors: { link: expect.any(String) } });
    expect(await written(identity)).toEqual([]);
  });

  test('delete an account only with its right password, in some days', async () => {
    expect(await send(actions.requestDeletion, cyd, { password: '' })).toMatchObject(
      rejected({ password: 'Enter your password.' }),
    );
    expect(await send(actions.requestDeletion, cyd, { password: 'a wrong one' })).toMatchObject(
      rejected({ password: 'That password is wrong.' }),
    );
    expect((await written(identity)).map(({ type }) => type)).toEqual(['RecordSignInFailure']);
    // Only what was asked for before can be had at once.
    expect(await send(actions.deleteNow, cyd, { password: CYDS_PASSWORD })).toMatchObject({ status: 'rejected' });
    expect(await written(identity)).toEqual([]);
    request.cookies.set('next-auth.session-token', 'x');
    expect(await destinationOf(send(actions.requestDeletion, cyd, { password: CYDS_PASSWORD }))).toBe(
      '/account/deleted?later=yes',
    );
    expect(await written(identity)).toMatchObject([{ type: 'RequestDeletion', data: { userId: cyd }, userId: cyd }]);
    expect(request.cookies.has('next-auth.session-token')).toBe(false);
  });

  test('keep an account', async () => {
    const requestId = '90000000-0000-4000-8000-000000000006';
    expect(await destinationOf(send(actions.keepAccount, ada, { requestId }))).toBe('/account?kept=yes');
    expect(await written(identity)).toMatchObject([{ type: 'CancelDeletion', data: { userId: ada, requestId } }]);
  });

  test('say that a deletion waits, without a trace to ask for, because nobody is signed in afterwards', async () => {
    component.outcome = { status: 'queued' };
    const answer = await send(actions.requestDeletion, cyd, { password: CYDS_PASSWORD });
    expect(answer).toMatchObject({ status: 'queued', traceId: null });
    await written(identity);
  });

  test('sign out, but only the person of the page', async () => {
    request.userId = ada;
    const form = formOf({});
    expect(await destinationOf(actions.signOut(form))).toBe('/');
    expect(await written(identity)).toMatchObject([{ type: 'SignOut', userId: ada }]);
    request.userId = bob;
    expect(await destinationOf(actions.signOut(form))).toBe('/sign-out');
    expect(await written(identity)).toEqual([]);
  });
});

describe('an invitation', () => {
  const toSails = { kind: 'video', id: sails, who: 'fay@example.com', role: 'editor' };

  test('is sent by the owner, with an address and a token that only the mail can read', async () => {
    expect(await send(actions.invite, ada, toSails)).toMatchObject({ status: 'done' });
    const [command] = await written(collaboration);
    expect(command).toMatchObject({
      ...{ type: 'Invite', streamName: collaboration.commandStream(ada), userId: ada },
      data: { ownerId: ada, userId: ada, subjectKind: 'video', subjectId: sails, title: 'sails', role: 'editor' },
    });
    expect(JSON.stringify(command!.data)).not.toContain('fay@');
    const sealed = expect.stringMatching(/^sealed:/);
    expect(command!.data).toMatchObject({ email: sealed, token: sealed });
  });

  test.each([
    ['by somebody whose own address is not confirmed', bob, { id: bread }, 'Confirm your own email address first'],
    ['by an editor', editor, {}, 'Only the owner can do that.'],
    ['to the video of another', cyd, {}, 'Only the owner can do that.'],
    ['to the channel of another', editor, { kind: 'channel', id: ada }, 'Only the owner can do that.'],
  ])('is not sent %s', async (_, userId, fields, sentence) => {
    const answer = await send(actions.invite, userId, { ...toSails, ...fields });
    expect(JSON.stringify(answer)).toContain(sentence);
    expect(await written(collaboration)).toEqual([]);
  });

  test.each([
    ['fay@home@example.com', 'Enter an email address'],
    ["' or 1=1", 'Enter an email address'],
    ['@nobody-has-this', 'No public channel has the handle'],
    ['ada@example.com', 'That’s you: you already have access.'],
  ])('says what is wrong with %s', async (who, sentence) => {
    expect(JSON.stringify(await send(actions.invite, ada, { ...toSails, who }))).toContain(sentence);
    expect(await written(collaboration)).toEqual([]);
  });

  test('is withdrawn in the name of the signed-in user, whatever the form says', async () => {
    await send(actions.removeAccess, editor, { ownerId: bob, invitationId: accepted, userId: ada });
    expect(await written(collaboration)).toMatchObject([
      {
        ...{ type: 'RemoveAccess', streamName: collaboration.commandStream(ada), userId: editor },
        data: { ownerId: ada, userId: editor, invitationId: accepted },
      },
    ]);
  });

  const link = { invitationId: open, token: 'a-token' };
  test.each([
    ['acceptInvitation', bob, '/studio/shared'],
    ['declineInvitation', bob, '/studio/invitations/declined'],
    ['declineInvitation', null, '/studio/invitations/declined'],
  ] as const)('is answered with its link, to its owner: %s', async (action, userId, destination) => {
    expect(await destinationOf(send(actions[action], userId, { ...link, ownerId: bob }))).toBe(destination);
    const [command, ...others] = await written(collaboration);
    expect(command).toMatchObject({ streamName: collaboration.commandStream(ada), data: { ownerId: ada } });
    expect(others).toEqual([]);
  });

  test.each([
    ['acceptInvitation', bob, { ...link, token: 'another' }],
    ['acceptInvitation', bob, { ...link, token: '' }],
    ['declineInvitation', null, { ...link, token: 'another' }],
    ['declineInvitation', null, { ...link, invitationId: accepted }],
    ['declineInvitation', null, { ...link, token: '' }],
    ['removeAccess', bob, { invitationId: open }],
    ['removeAccess', bob, { invitationId: accepted }],
  ] as const)('writes nothing to an owner for people who do not know of it: %s', async (action, userId, fields) => {
    const answer = await send(actions[action], userId, { ...fields, ownerId: ada });
    expect(answer).toMatchObject({ status: 'rejected' });
    expect(JSON.stringify(answer)).toContain('no longer open');
    expect(await written(collaboration)).toEqual([]);
  });
});

test('the draft of a cancelled upload is discarded, unless somebody is invited to it', async () => {
  const { discardDraft } = await import('./_lib/uploads/draft');
  const upload = { uploadId: 'a'.repeat(32), ownerId: ada, fileName: 'a.mp4', bytes: 10, received: 4 };
  await discardDraft({ ...upload, videoId: sharedDraft, changedAt: new Date() });
  expect(await written(videoPublishing)).toEqual([]);
  const videoId = sharedDraft.replace('d1', 'd2');
  await discardDraft({ ...upload, videoId, changedAt: new Date() });
  expect(await written(videoPublishing)).toMatchObject([{ type: 'DiscardDraft', data: { videoId, userId: ada } }]);
});
