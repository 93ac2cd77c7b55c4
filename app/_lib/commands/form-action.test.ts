import { ContractError } from '@message-db/client';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Outcome } from './await-trace';
import { hiddenId, INCOMPLETE, typedText } from './form-fields';
import { done, IDLE, rejected, type FormAction } from './form-state';

vi.mock('@/app/_lib/environment', () => ({ environment: { SECRET: 'a secret for these tests, and no other' } }));
vi.mock('./build-id', () => ({ buildId: 'build-2' }));
const refresh = vi.hoisted(() => vi.fn());
vi.mock('next/cache', () => ({ refresh }));
const session = vi.hoisted(() => ({ user: null as { userId: string; name: string } | null }));
vi.mock('@/app/_lib/auth/current-user', () => ({
  currentUser: async () => session.user,
  requireUser: async () => session.user,
}));
const store = vi.hoisted(() => ({ sent: [] as unknown[], outcome: {} as Outcome, ofTrace: {} as Outcome }));
vi.mock('./await-trace', () => ({ outcomeOf: async () => store.ofTrace }));
vi.mock('./send-command', () => ({
  sendAndWait: async (...sent: unknown[]) => {
    store.sent.push(sent);
    return store.outcome;
  },
}));
const { pageStamp } = await import('./page-stamp');
const { commandAction, userAction, visitorAction } = await import('./form-action');

const standing = {
  isSuspended: false,
  deleteAt: null,
  owesTerms: false,
  mayCreate: false,
  isModerator: false,
  isAdmin: false,
};
const ada = { userId: '10000000-0000-4000-8000-00000000000a', name: 'Ada', ...standing };
const bob = { userId: '10000000-0000-4000-8000-00000000000b', name: 'Bob', ...standing };
const traceId = '20000000-0000-4000-8000-000000000001';

const stampOf = (user: typeof ada | null, build = 'build-2') => `${pageStamp(user).person}.${build}`;

function send(action: FormAction, fields: Record<string, string>, stamp: string | null = stampOf(ada)) {
  const form = new FormData();
  if (stamp !== null) form.set('pageStamp', stamp);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return action(IDLE, form);
}

const acted: string[] = [];
const act = async ({ text }: { text: string }) => {
  acted.push(text);
  return done();
};
const fields = z.object({ text: typedText });
const form = { text: 'Typed', password: 'secret' };

beforeEach(() => {
  acted.length = 0;
  store.sent = [];
  session.user = ada;
  refresh.mockClear();
});

describe('the page stamp', () => {
  test('allows a form of the signed-in person and the running build', async () => {
    expect(await send(userAction('member', fields, act), form)).toEqual({
      status: 'done',
      note: 'Saved',
      refusal: null,
      typed: {},
    });
    session.user = null;
    expect(await send(visitorAction(fields, act), form, stampOf(null))).toMatchObject({ status: 'done' });
    expect(acted).toEqual(['Typed', 'Typed']);
  });

  test.each([
    ['another person signed in', stampOf(ada), bob, { reason: 'other-person', name: 'Bob' }],
    ['somebody signed in on a page for visitors', stampOf(null), bob, { reason: 'other-person', name: 'Bob' }],
    ['the person has signed out', stampOf(ada), null, { reason: 'signed-out' }],
    ['the site was updated', stampOf(ada, 'build-1'), ada, { reason: 'new-build' }],
    ['a form has no stamp', null, ada, { reason: 'new-build' }],
    ['a stamp is invented', 'nonsense', ada, { reason: 'other-person', name: 'Ada' }],
  ])('stops the form if %s, and keeps the typed values except passwords', async (_, stamp, user, refusal) => {
    session.user = user;
    const command = { permission: 'member', fields, aggregators: [], command: act, sentence: () => '' } as const;
    for (const action of [userAction('member', fields, act), commandAction(command)]) {
      expect(await send(action, form, stamp)).toEqual({ status: 'idle', refusal, typed: { text: 'Typed' } });
    }
    expect(acted).toEqual([]);
  });

  test('allows a visitor’s form if the person of its page has signed out', async () => {
    session.user = null;
    expect(await send(visitorAction(fields, act), form)).toMatchObject({ status: 'done', refusal: null });
    session.user = bob;
    expect(await send(visitorAction(fields, act), form)).toMatchObject({ refusal: { reason: 'other-person' } });
    expect(acted).toEqual(['Typed']);
  });

  test('does not reveal the person, and is the same on all their pages', () => {
    expect(pageStamp(ada)).toEqual(pageStamp(ada));
    expect(pageStamp(ada).person).not.toBe(pageStamp(bob).person);
    expect(pageStamp(ada).person).toMatch(/^[\w-]{22}$/);
    expect(pageStamp(null).person).toBe('visitor');
  });
});

describe('the permission', () => {
  const command = { fields, aggregators: [], command: act, sentence: () => '' };
  const PERMISSIONS = ['account', 'member', 'creator', 'moderator', 'administrator'] as const;
  const allowed = async (user: typeof ada) => {
    session.user = user;
    const may: string[] = [];
    for (const permission of PERMISSIONS) {
      const answers = [
        // oxlint-disable-next-line no-await-in-loop -- one session after the other
        await send(userAction(permission, fields, act), form),
        // oxlint-disable-next-line no-await-in-loop
        await send(commandAction({ permission, ...command }), form),
      ];
      const isDone = answers.map(({ status }) => status === 'done');
      expect(isDone[0]).toBe(isDone[1]);
      if (isDone[0]) may.push(permission);
      else expect(answers[0]).toMatchObject({ status: 'rejected', typed: { text: 'Typed' } });
    }
    return may;
  };

  test('decides who may act', async () => {
    expect(await allowed(ada)).toEqual(['account', 'member']);
    expect(await allowed({ ...ada, mayCreate: true })).toEqual(['account', 'member', 'creator']);
    expect(await allowed({ ...ada, isModerator: true })).toEqual(['account', 'member', 'moderator']);
    expect(await allowed({ ...ada, mayCreate: true, isModerator: true, isAdmin: true })).toEqual([...PERMISSIONS]);
  });

  test('leaves who is suspended their account alone', async () => {
    const all = { mayCreate: true, isModerator: true, isAdmin: true };
    expect(await allowed({ ...ada, ...all, isSuspended: true })).toEqual(['account']);
  });
});

describe('the fields', () => {
  const checked = z.object({ id: hiddenId, name: typedText.pipe(z.string().min(3, 'Longer.').regex(/A/, 'An A.')) });

  test('have one sentence each if they are wrong, and return as typed', async () => {
    const answer = await send(visitorAction(checked, act as never), { id: traceId, name: 'x' });
    expect(answer).toEqual({
      ...rejected({ name: 'Longer.' }),
      refusal: null,
      typed: { id: traceId, name: 'x' },
    });
    expect(acted).toEqual([]);
  });

  test('that are hidden and missing make the form wrong as a whole', async () => {
    expect(await send(visitorAction(checked, act as never), {})).toMatchObject(rejected({}, INCOMPLETE));
  });
});

describe('a form that sends a command', () => {
  const command = { type: 'EditDetails', id: traceId } as never;
  const action = commandAction({
    permission: 'member',
    fields,
    aggregators: ['videos'],
    command: () => ({ stream: 'video:command-1', command }),
    sentence: ({ reason }) => `Because ${reason}.`,
  });

  test('sends it for the signed-in person, and waits for the aggregators of the page', async () => {
    store.outcome = { status: 'done', traceId };
    expect(await send(action, form)).toMatchObject({ status: 'done', note: 'Saved' });
    expect(store.sent).toEqual([['video:command-1', command, { userId: ada.userId, aggregators: ['videos'] }]]);
    expect(refresh).toHaveBeenCalledOnce();
  });

  test.each([
    ['at the field that it names', { reason: 'empty', field: 'text' }, rejected({ text: 'Because empty.' })],
    ['as a whole', { reason: 'not-yours' }, rejected({}, 'Because not-yours.')],
    ['as a whole, if the form has no such field', { reason: 'past', field: 'at' }, rejected({}, 'Because past.')],
  ])('says why it was rejected %s, and keeps the typed values', async (_, rejection, answer) => {
    store.outcome = { status: 'rejected', traceId, rejection };
    expect(await send(action, form)).toEqual({ ...answer, refusal: null, typed: { text: 'Typed' } });
    expect(refresh).not.toHaveBeenCalled();
  });

  test.each(['queued', 'parked'] as const)(
    'that is %s has its trace, and only asks for the outcome with it',
    async (status) => {
      store.outcome = { status, traceId };
      expect(await send(action, form)).toMatchObject({ status, traceId, typed: { text: 'Typed' } });
      store.ofTrace = { status: 'done', traceId };
      expect(await send(action, { ...form, trace: traceId })).toMatchObject({ status: 'done', typed: {} });
      expect(store.sent).toHaveLength(1);
    },
  );

  test('that no message can hold is rejected at its field, and fails if no reason is declared', async () => {
    const unsendable = () => ({ field: 'text', reason: 'too-long' });
    const failing = {
      permission: 'member' as const,
      fields,
      aggregators: [],
      sentence: ({ reason }: { reason: string }) => reason,
      command: () => {
        throw new ContractError('EditDetails', 'invalid', 'too long');
      },
    };
    expect(await send(commandAction({ ...failing, unsendable }), form)).toMatchObject(rejected({ text: 'too-long' }));
    await expect(send(commandAction(failing), form)).rejects.toThrow(ContractError);
  });

  test('that answers without a command sends nothing', async () => {
    const conflict = commandAction({
      permission: 'member',
      fields,
      aggregators: [],
      sentence: () => '',
      command: () => ({ status: 'conflict', theirs: { name: 'five' } }) as const,
    });
    expect(await send(conflict, form)).toMatchObject({
      status: 'conflict',
      theirs: { name: 'five' },
      typed: { text: 'Typed' },
    });
    expect(store.sent).toEqual([]);
    expect(refresh).toHaveBeenCalledOnce();
  });
});
