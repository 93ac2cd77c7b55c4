import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Outcome } from '@/app/_lib/commands/await-trace';
import { IDLE, rejected, type FormAction } from '@/app/_lib/commands/form-state';
import {
  ada,
  bob,
  bread,
  cyd,
  CYDS_EMAIL,
  CYDS_PASSWORD,
  knots,
  sails,
  sessionCookieOf,
  startTestApplication,
} from '@/app/_lib/testing/test-application';
import type { TestApplication } from '@/app/_lib/testing/test-application';
import { identity } from '@/workers/identity/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';

/**
 * Tests what each form's action writes and answers: on the database, with a component that answers as each test sets.
 */
const request = vi.hoisted(() => ({ userId: null as string | null, cookies: new Map<string, string>() }));
vi.mock('next/headers', () => ({
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
let actions: typeof import('./studio/videos/[videoId]/actions') &
  typeof import('./(account)/sign-in/action') &
  typeof import('./(account)/register/action') &
  typeof import('./(account)/confirm/action') &
  typeof import('./(account)/account/delete/action') &
  typeof import('./(account)/sign-out/action');
let pageStamp: typeof import('./_lib/commands/page-stamp').pageStamp;
beforeAll(async () => {
  application = await startTestApplication();
  ({ pageStamp } = await import('./_lib/commands/page-stamp'));
  actions = {
    ...(await import('./studio/videos/[videoId]/actions')),
    ...(await import('./(account)/sign-in/action')),
    ...(await import('./(account)/register/action')),
    ...(await import('./(account)/confirm/action')),
    ...(await import('./(account)/account/delete/action')),
    ...(await import('./(account)/sign-out/action')),
  };
});
afterAll(() => application.stop());
beforeEach(() => {
  request.userId = null;
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
async function written(contract: typeof videoPublishing | typeof identity) {
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

describe('a form of a video', () => {
  test.each([
    ['publishVideo', 'PublishVideo', {}, { requestedAt: expect.any(String) }],
    ['unpublishVideo', 'UnpublishVideo', {}, {}],
    ['cancelScheduledPublication', 'CancelScheduledPublication', {}, {}],
    ['retryProcessing', 'RetryProcessing', {}, {}],
    [
      'schedulePublication',
      'SchedulePublication',
      { publishAt: '2099-01-01T10:00' },
      { publishAt: '2099-01-01T10:00:00.000Z' },
    ],
    ['nameVideo', 'NameVideo', { name: 'Eleven knots' }, { name: 'Eleven knots' }],
    ['describeVideo', 'DescribeVideo', { description: 'One\r\ntwo' }, { description: 'One\ntwo' }],
  ] as const)('%s sends %s for the signed-in person', async (action, type, fields, data) => {
    const answer = await send(actions[action], ada, { videoId: knots, ...fields });
    expect(answer).toEqual({ status: 'done', note: 'Saved', refusal: null, typed: {} });
    expect(await written(videoPublishing)).toEqual([
      {
        type,
        streamName: videoPublishing.commandStream(knots),
        data: { videoId: knots, userId: ada, ...data },
        userId: ada,
      },
    ]);
    expect(component.aggregators).toEqual([['creators-videos']]);
    expect(refresh).toHaveBeenCalledOnce();
  });

  test.each([
    ['nameVideo', { name: '' }, 'empty', 'name', { name: 'Give the video a name.' }],
    [
      'schedulePublication',
      { publishAt: '2001-01-01T10:00' },
      'past',
      'publishAt',
      { publishAt: expect.stringContaining('has passed') },
    ],
  ] as const)(
    '%s says at its field why it was rejected, and keeps the typed values',
    async (action, fields, reason, field, errors) => {
      component.outcome = { status: 'rejected', rejection: { reason, field } } as never;
      const answer = await send(actions[action], ada, { videoId: knots, ...fields });
      expect(answer).toMatchObject({ ...rejected(errors as never), typed: fields });
      await written(videoPublishing);
    },
  );

  test('says that a video of another person is not the user’s', async () => {
    component.outcome = { status: 'rejected', rejection: { reason: 'not-yours' } } as never;
    expect(await send(actions.publishVideo, bob, { videoId: knots })).toMatchObject({
      status: 'rejected',
      errors: {},
      error: expect.stringContaining('belongs to someone else'),
    });
    expect(await written(videoPublishing)).toMatchObject([{ data: { userId: bob }, userId: bob }]);
  });

  test.each([
    ['nameVideo', { name: 'x'.repeat(2_000) }, 'name', 'Shorten it'],
    ['describeVideo', { description: 'x'.repeat(100_000) }, 'description', 'Shorten it'],
    ['nameVideo', { name: 'a\0b' }, 'name', 'can’t be saved'],
    ['schedulePublication', { publishAt: 'soon' }, 'publishAt', 'Choose a day and a time.'],
  ] as const)('%s sends nothing that no message can hold, and says so', async (action, fields, field, sentence) => {
    const answer = await send(actions[action], ada, { videoId: knots, ...fields });
    expect(answer).toMatchObject({ status: 'rejected', errors: { [field]: expect.stringContaining(sentence) } });
    expect(await written(videoPublishing)).toEqual([]);
  });

  test.each([
    ['nameVideo', 'name', 'Ten knots'],
    ['describeVideo', 'description', 'From bowline to sheet bend.'],
  ] as const)(
    '%s overwrites no text that was saved meanwhile, unless it is sent once more',
    async (action, field, current) => {
      const mine = { videoId: knots, [field]: 'Mine' };
      expect(await send(actions[action], ada, { ...mine, beganFrom: 'Old' })).toMatchObject({
        status: 'conflict',
        theirs: current,
        typed: { [field]: 'Mine' },
      });
      expect(await send(actions[action], ada, { ...mine, beganFrom: 'Old', takeTheirs: 'yes' })).toMatchObject({
        status: 'done',
        note: null,
      });
      expect(await send(actions[action], ada, { ...mine, [field]: current, beganFrom: current })).toMatchObject({
        status: 'done',
        note: 'No changes to save',
      });
      expect(await written(videoPublishing)).toEqual([]);
      expect(await send(actions[action], ada, { ...mine, beganFrom: current })).toMatchObject({ status: 'done' });
      expect(await written(videoPublishing)).toHaveLength(1);
    },
  );

  test('does nothing for a page of another person', async () => {
    request.userId = ada;
    const form = formOf({ videoId: knots });
    request.userId = bob;
    expect(await actions.publishVideo(IDLE, form)).toMatchObject({ refusal: { reason: 'other-person', name: 'Bob' } });
    expect(await written(videoPublishing)).toEqual([]);
  });

  test.each(['', 'nonsense', `${sails}'`])('does nothing if its video is %j', async (videoId) => {
    expect(await send(actions.publishVideo, ada, { videoId })).toMatchObject({ status: 'rejected', errors: {} });
    expect(await written(videoPublishing)).toEqual([]);
  });

  test('that waits says so and has its trace', async () => {
    component.outcome = { status: 'queued' };
    const answer = await send(actions.unpublishVideo, bob, { videoId: bread });
    expect(answer).toMatchObject({ status: 'queued', traceId: expect.any(String) });
    expect(refresh).not.toHaveBeenCalled();
    await written(videoPublishing);
  });
});

describe('signing in', () => {
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

  test('says at each field that it is missing', async () => {
    expect(await send(actions.signIn, null, {})).toMatchObject(
      rejected({ email: 'Enter your email address.', password: 'Enter your password.' }),
    );
  });
});

describe('registering', () => {
  const formId = '5b1f0a4e-0a4b-4c59-8d1a-2f0e6a7b8c9d';
  const eve = { formId, name: 'Eve', email: 'eve@example.com', password: 'apples and pears', next: '/account' };

  test('registers, signs in and leads on', async () => {
    expect(await destinationOf(send(actions.register, null, eve))).toBe('/account');
    const commands = await written(identity);
    expect(commands.map(({ type }) => type)).toEqual(['Register', 'RecordSignIn']);
    expect(JSON.stringify(commands)).not.toMatch(/Eve|eve@|apples/);
  });

  test('waits on its own page', async () => {
    component.outcome = { status: 'queued' };
    expect(await destinationOf(send(actions.register, null, eve))).toMatch(
      /^\/register\/pending\?trace=.*&next=%2Faccount$/,
    );
    await written(identity);
  });

  test('says at the address that it is taken, and keeps the typed values except the password', async () => {
    component.outcome = { status: 'rejected', rejection: { reason: 'address-taken' } } as never;
    const answer = await send(actions.register, null, eve);
    expect(answer).toMatchObject({
      ...rejected({ email: expect.stringContaining('already registered') as never }),
      typed: { name: 'Eve', email: 'eve@example.com' },
    });
    expect(answer.typed).not.toHaveProperty('password');
    await written(identity);
  });

  test('writes nothing if a field is wrong, or the form incomplete', async () => {
    expect(await send(actions.register, null, { ...eve, password: 'short' })).toMatchObject({
      errors: { password: expect.any(String) },
    });
    expect(await send(actions.register, null, { ...eve, formId: '' })).toMatchObject({
      errors: {},
      error: expect.stringContaining('incomplete'),
    });
    expect(await written(identity)).toEqual([]);
  });
});

describe('the forms of an account', () => {
  const token = '9d0a2c53-95b4-4d7d-9c4b-0b1c2d3e4f50';

  test('confirm an address only for its own person', async () => {
    expect(await send(actions.confirm, bob, { user: bob, token })).toMatchObject({ status: 'done' });
    expect(await written(identity)).toMatchObject([
      { type: 'ConfirmEmail', data: { userId: bob, confirmationToken: token } },
    ]);
    expect(await send(actions.confirm, ada, { user: bob, token })).toMatchObject({
      error: expect.stringContaining('doesn’t belong to your account'),
    });
    expect(await written(identity)).toEqual([]);
  });

  test('delete an account only with its right password', async () => {
    expect(await send(actions.deleteAccount, cyd, { password: '' })).toMatchObject(
      rejected({ password: 'Enter your password.' }),
    );
    expect(await send(actions.deleteAccount, cyd, { password: 'a wrong one' })).toMatchObject(
      rejected({ password: 'That password is wrong.' }),
    );
    expect((await written(identity)).map(({ type }) => type)).toEqual(['RecordSignInFailure']);
    request.cookies.set('next-auth.session-token', 'x');
    expect(await destinationOf(send(actions.deleteAccount, cyd, { password: CYDS_PASSWORD }))).toBe('/account/deleted');
    expect(await written(identity)).toMatchObject([{ type: 'DeleteAccount', data: { userId: cyd }, userId: cyd }]);
    expect(request.cookies.has('next-auth.session-token')).toBe(false);
  });

  test('say that a deletion waits, without a trace to ask for, because nobody is signed in afterwards', async () => {
    component.outcome = { status: 'queued' };
    const answer = await send(actions.deleteAccount, cyd, { password: CYDS_PASSWORD });
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
