import { randomUUID } from 'node:crypto';
import { createPool } from '@message-db/client';
import { schemaOf } from '@message-db/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { IDLE, type FormAction } from '@/app/_lib/commands/form-state';
import {
  ada,
  bob,
  camping,
  cyd,
  knots,
  sails,
  sessionCookieOf,
  startTestApplication,
  type TestApplication,
} from '@/app/_lib/testing/test-application';
import { roleOf } from '@/roles';
import { moderationCases } from '@/workers/aggregators/moderation-cases/aggregator';
import { userCredentials } from '@/workers/aggregators/user-credentials/aggregator';
import { identity } from '@/workers/identity/contract';
import { moderation } from '@/workers/moderation/contract';
import { series } from '@/workers/series/contract';

/** Tests what the forms of moderation and roles write, for each kind of user: on the database, without components. */
const request = vi.hoisted(() => ({ userId: null as string | null }));
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ 'x-client-address': '127.0.0.1', 'next-action': 'any' }),
  cookies: async () => {
    const session = request.userId === null ? undefined : { value: await sessionCookieOf(request.userId) };
    return { get: (name: string) => (name === 'next-auth.session-token' ? session : undefined), set: () => {} };
  },
}));
vi.mock('next/cache', () => ({ refresh: () => {} }));
vi.mock('@/app/_lib/commands/await-trace', () => {
  const outcomeOf = async (traceId: string) => ({ status: 'done', traceId });
  return { awaitTrace: outcomeOf, outcomeOf };
});

let application: TestApplication;
let actions: typeof import('./(site)/report/actions') &
  typeof import('./admin/reports/actions') &
  typeof import('./admin/people/actions') &
  typeof import('./(account)/account/creator/actions') &
  typeof import('./studio/series/[seriesId]/actions') &
  typeof import('./(account)/register/action') &
  typeof import('./_lib/moderation/appeal-action');
let environment: (typeof import('./_lib/environment'))['environment'];
let pageStamp: (typeof import('./_lib/commands/page-stamp'))['pageStamp'];
beforeAll(async () => {
  application = await startTestApplication();
  ({ environment } = await import('./_lib/environment'));
  ({ pageStamp } = await import('./_lib/commands/page-stamp'));
  actions = {
    ...(await import('./(site)/report/actions')),
    ...(await import('./admin/reports/actions')),
    ...(await import('./admin/people/actions')),
    ...(await import('./(account)/account/creator/actions')),
    ...(await import('./studio/series/[seriesId]/actions')),
    ...(await import('./(account)/register/action')),
    ...(await import('./_lib/moderation/appeal-action')),
  };
});
afterAll(() => application.stop());
beforeEach(() => standing(bob, {}));

/** Sets what the view has of somebody's roles. */
async function standing(
  userId: string,
  { isModerator = false, isCreator = false, isSuspended = false },
): Promise<void> {
  const pool = createPool({ connectionString: process.env.DATABASE_URL!, role: roleOf('user-credentials'), max: 1 });
  await pool.query(
    `UPDATE ${schemaOf(userCredentials)}.user_credentials
     SET is_moderator = $2, is_creator = $3, suspended_at = CASE WHEN $4 THEN now() END WHERE user_id = $1`,
    [userId, isModerator, isCreator, isSuspended],
  );
  await pool.end();
}

async function send(action: FormAction, userId: string | null, fields: Record<string, string>) {
  request.userId = userId;
  const { person, build } = pageStamp(userId === null ? null : { userId });
  const form = new FormData();
  for (const [name, value] of Object.entries({ pageStamp: `${person}.${build}`, ...fields })) form.set(name, value);
  return action(IDLE, form);
}

/** Returns the commands that were written since the last call. */
async function written(contract: typeof moderation | typeof identity | typeof series) {
  const all = await application.commands(contract);
  const since = readCounts.get(contract.category) ?? 0;
  readCounts.set(contract.category, all.length);
  return all.slice(since);
}
const readCounts = new Map<string, number>();

const toKnots = { kind: 'video', id: knots, reason: 'spam', words: '' };
const decisionId = '70000000-0000-4000-8000-00000000000d';
const about = (subjectId: string) => ({ subjectId, decisionId });

describe('a report', () => {
  test('says what it is about as the site has it, and encrypts what its writer wrote', async () => {
    expect(await send(actions.report, bob, { ...toKnots, words: 'A <b>sale</b>', at: '12' })).toMatchObject({
      status: 'done',
    });
    const { data, streamName } = (await written(moderation))[0]!;
    expect(streamName).toBe(moderation.commandStream(knots));
    expect(data).toMatchObject({
      ...{ subjectKind: 'video', subjectId: knots, ownerId: ada, title: 'Ten knots', reporterId: bob, atSeconds: 12 },
      userId: bob,
    });
    expect(JSON.stringify(data)).not.toContain('sale');
  });

  test.each([
    ['of a video that its writer may not watch', { ...toKnots, id: sails }, 'does not exist'],
    ['of nothing', { ...toKnots, id: randomUUID() }, 'does not exist'],
    ['of a person who is none', { ...toKnots, kind: 'person', id: randomUUID() }, 'does not exist'],
    ['without a reason', { ...toKnots, reason: '' }, 'Choose what is wrong.'],
    ['for another reason without words', { ...toKnots, reason: 'other' }, 'Write what is wrong.'],
    ['with too many words', { ...toKnots, words: 'x'.repeat(2001) }, '2,000 characters'],
  ])('is refused if it is %s', async (_, fields, sentence) => {
    const answer = await send(actions.report, bob, fields);
    expect(answer.status).toBe('rejected');
    expect(JSON.stringify(answer)).toContain(sentence);
    expect(await written(moderation)).toEqual([]);
  });

  test('is one of a few a day', async () => {
    const pool = createPool({ connectionString: process.env.DATABASE_URL!, role: roleOf('moderation-cases'), max: 1 });
    const table = `${schemaOf(moderationCases)}.moderation_cases_reports`;
    await pool.query(
      `INSERT INTO ${table} (report_id, subject_id, subject_kind, owner_id, title, reporter_id, reason, reported_at)
       SELECT gen_random_uuid(), $1, 'video', $2, '', $3, 'spam', now() FROM generate_series(1, 30)`,
      [knots, ada, bob],
    );
    expect(JSON.stringify(await send(actions.report, bob, toKnots))).toContain('Try again tomorrow');
    await pool.query(`DELETE FROM ${table}`);
    await pool.end();
    expect(await written(moderation)).toEqual([]);
  });
});

describe('a decision', () => {
  const restriction = { ...about(knots), reason: 'spam', words: 'No sales.' };
  const forms = () =>
    [
      [actions.dismissReports, { ...about(knots), lastReportId: decisionId }],
      [actions.restrict, restriction],
      [actions.denyAppeal, { ...about(knots), words: 'No.' }],
      [actions.liftRestriction, { ...about(knots), words: '' }],
    ] as const;

  test('is a moderator’s or an administrator’s', async () => {
    for (const [action, fields] of forms())
      expect(await send(action, bob, fields)).toMatchObject({ error: 'Only moderators can do this.' });
    expect(await written(moderation)).toEqual([]);
    await standing(bob, { isModerator: true });
    for (const userId of [bob, cyd]) {
      for (const [action, fields] of forms())
        expect(await send(action, userId, fields)).toMatchObject({ status: 'done' });
      const types = (await written(moderation)).map(({ type }) => type);
      expect(types).toEqual(['DismissReports', 'Restrict', 'DenyAppeal', 'LiftRestriction']);
    }
  });

  test('is not that of a moderator who is suspended', async () => {
    await standing(bob, { isModerator: true, isSuspended: true });
    for (const [action, fields] of forms())
      expect(await send(action, bob, fields)).toMatchObject({ status: 'rejected' });
    expect(await written(moderation)).toEqual([]);
  });

  test('says whose the video is, and encrypts its words for the owner', async () => {
    await send(actions.restrict, cyd, restriction);
    const { data } = (await written(moderation))[0]!;
    expect(data).toMatchObject({ ownerId: ada, title: 'Ten knots', moderatorId: cyd, userId: ada, decisionId });
    expect(JSON.stringify(data)).not.toContain('sales');
  });

  test('suspends nobody who is above the moderator', async () => {
    await standing(bob, { isModerator: true });
    await standing(ada, { isModerator: true });
    const suspend = (userId: string, of: string) => send(actions.restrict, userId, { ...restriction, ...about(of) });
    expect(await suspend(bob, cyd)).toMatchObject({ error: expect.stringContaining('an administrator') });
    expect(await suspend(bob, ada)).toMatchObject({ error: expect.stringContaining('a moderator') });
    expect(await written(moderation)).toEqual([]);
    expect(await suspend(cyd, ada)).toMatchObject({ status: 'done' });
    expect(await written(moderation)).toMatchObject([{ type: 'Restrict', data: { subjectKind: 'person' } }]);
    await standing(ada, {});
  });
});

test('an appeal is sent for the person alone, also while they are suspended', async () => {
  await standing(bob, { isSuspended: true });
  const fields = { ...about(bob), words: 'It was not me.', ownerId: ada };
  expect(await send(actions.appeal, bob, { ...fields, words: '' })).toMatchObject({ status: 'rejected' });
  expect(await send(actions.appeal, bob, fields)).toMatchObject({ status: 'done' });
  expect(await written(moderation)).toMatchObject([{ type: 'Appeal', data: { ownerId: bob, userId: bob } }]);
});

describe('a role', () => {
  const role = { personId: bob, role: 'moderator' };

  test('is given and taken by administrators alone', async () => {
    await standing(ada, { isModerator: true });
    for (const action of [actions.grantRole, actions.withdrawRole]) {
      for (const userId of [ada, bob]) expect(await send(action, userId, role)).toMatchObject({ status: 'rejected' });
      expect(await send(action, cyd, role)).toMatchObject({ status: 'done' });
    }
    expect(await written(identity)).toMatchObject([
      { type: 'GrantRole', data: { userId: bob, role: 'moderator', grantedBy: cyd } },
      { type: 'WithdrawRole', data: { userId: bob, role: 'moderator', withdrawnBy: cyd } },
    ]);
    await standing(ada, {});
  });

  test.each([
    ['open', [true, true], 'nothing to ask for'],
    ['approval', [false, true], null],
    ['invitation', [false, true], 'nothing to ask for'],
  ] as const)('decides who may upload where creators are %s', async (CREATORS, may, refusal) => {
    Object.assign(environment, { CREATORS });
    const { rightsOfPerson } = await import('./_lib/auth/find-user');
    const answer = await send(actions.askToCreate, ada, {});
    if (refusal) expect(answer).toMatchObject({ error: expect.stringContaining(refusal) });
    const mayCreate = async (isCreator: boolean) => {
      await standing(ada, { isCreator });
      return (await rightsOfPerson(ada))!.mayCreate;
    };
    expect([await mayCreate(false), await mayCreate(true)]).toEqual(may);
    expect((await written(identity)).map(({ type }) => type)).toEqual(refusal ? [] : ['RequestRole']);
    Object.assign(environment, { CREATORS: 'open' });
    await standing(ada, {});
  });

  test('decides who may publish their own lessons, now or later', async () => {
    Object.assign(environment, { CREATORS: 'approval' });
    const lessonId = camping.replace('40', '42');
    const lesson = { seriesId: camping, lessonId };
    const later = new Date(Date.now() + 86_400_000).toISOString();
    const sendAll = async () => [
      await send(actions.releaseLesson, bob, lesson),
      await send(actions.scheduleLesson, bob, { ...lesson, releaseAt: later, announcedAs: '' }),
      await send(actions.publishSeries, bob, { ...lesson, withLessons: 'yes' }),
    ];
    for (const answer of await sendAll())
      expect(answer).toMatchObject({ status: 'rejected', error: expect.stringContaining('creators') });
    expect(await written(series)).toEqual([]);
    // The page of a series has no video by itself.
    expect(await send(actions.publishSeries, bob, { seriesId: camping, withLessons: '' })).toMatchObject({
      status: 'done',
    });
    expect(await written(series)).toHaveLength(1);

    await standing(bob, { isCreator: true });
    for (const answer of await sendAll()) expect(answer).toMatchObject({ status: 'done' });
    const types = (await written(series)).map(({ type }) => type);
    expect(types).toEqual(['ReleaseLessons', 'ScheduleLesson', 'PublishSeries']);
    Object.assign(environment, { CREATORS: 'open' });
  });
});

describe('an invitation to register', () => {
  test('is an administrator’s, says who sends it, and encrypts the address', async () => {
    Object.assign(environment, { CREATORS: 'approval' });
    const fields = { email: 'Zoe@example.com', asCreator: 'yes' };
    for (const userId of [ada, bob])
      expect(await send(actions.inviteToRegister, userId, fields)).toMatchObject({ status: 'rejected' });
    expect(await written(identity)).toEqual([]);
    expect(await send(actions.inviteToRegister, cyd, fields)).toMatchObject({
      status: 'done',
      note: 'zoe@example.com',
    });
    expect(await send(actions.inviteToRegister, cyd, { email: 'nobody', asCreator: '' })).toMatchObject({
      errors: { email: expect.any(String) },
    });
    const commands = await written(identity);
    expect(commands).toMatchObject([
      { type: 'RequestRegistration', data: { invitation: { invitedBy: cyd, role: 'creator' } } },
    ]);
    expect(JSON.stringify(commands)).not.toContain('example.com');
    Object.assign(environment, { CREATORS: 'open' });
  });

  test('is the only way in where the site says so', async () => {
    Object.assign(environment, { REGISTRATION: 'invitation' });
    // The answer does not tell who is named as an administrator, and can register.
    for (const [email, commands] of [
      ['zoe@example.com', 0],
      ['cyd@example.com', 1],
    ] as const) {
      expect(await send(actions.requestLink, null, { email, next: '/' })).toMatchObject({
        status: 'done',
        note: email,
      });
      expect(await written(identity)).toHaveLength(commands);
    }
    Object.assign(environment, { REGISTRATION: 'open' });
  });
});
