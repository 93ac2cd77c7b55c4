import { beforeEach, describe, expect, test, vi } from 'vitest';

vi.mock('server-only', () => ({}));
vi.mock('@/app/_lib/environment', () => ({ environment: { SECRET: 'a secret for these tests, and no other' } }));
vi.mock('./build-id', () => ({ buildId: 'build-2' }));
const session = vi.hoisted(() => ({ user: null as { userId: string; name: string } | null }));
vi.mock('@/app/_lib/auth/session', () => ({ currentUser: async () => session.user }));
const { pageStamp } = await import('./page-stamp');
const { forThisPage } = await import('./page-action');

const ada = { userId: '10000000-0000-4000-8000-00000000000a', name: 'Ada' };
const bob = { userId: '10000000-0000-4000-8000-00000000000b', name: 'Bob' };

const done: string[] = [];

function send(stamp: string | null, options = {}) {
  const form = new FormData();
  if (stamp !== null) form.set('pageStamp', stamp);
  form.set('text', 'Typed');
  form.set('password', 'secret');
  const act = async () => {
    done.push(String(form.get('text')));
    return 'after';
  };
  return forThisPage(form, 'before', act, options);
}

const stampOf = (user: typeof ada | null, build = 'build-2') => `${pageStamp(user).person}.${build}`;
const refused = (refusal: object) => ({ value: 'before', refusal, typed: { text: 'Typed' } });

beforeEach(() => {
  done.length = 0;
  session.user = ada;
});

describe('an action of a page', () => {
  test('is done for the person and the build of the page', async () => {
    expect(await send(stampOf(ada))).toEqual({ value: 'after', refusal: null, typed: {} });
    session.user = null;
    expect(await send(stampOf(null))).toMatchObject({ value: 'after', refusal: null });
    expect(done).toEqual(['Typed', 'Typed']);
  });

  test.each([
    ['somebody else signed in', stampOf(ada), bob, { reason: 'other-person', name: 'Bob' }],
    ['somebody signed in on a page for visitors', stampOf(null), bob, { reason: 'other-person', name: 'Bob' }],
    ['nobody is signed in any more', stampOf(ada), null, { reason: 'signed-out' }],
    ['the site was updated', stampOf(ada, 'build-1'), ada, { reason: 'new-build' }],
    ['a form has no stamp', null, ada, { reason: 'new-build' }],
    ['a stamp is made up', 'nonsense', ada, { reason: 'other-person', name: 'Ada' }],
  ])('is not done where %s, and keeps what was typed but for passwords', async (_, stamp, user, refusal) => {
    session.user = user;
    expect(await send(stamp)).toEqual(refused(refusal));
    expect(done).toEqual([]);
  });

  test('that is for visitors is done where the person of its page is not signed in any more', async () => {
    session.user = null;
    expect(await send(stampOf(ada), { isForVisitors: true })).toMatchObject({ value: 'after', refusal: null });
    session.user = bob;
    expect(await send(stampOf(ada), { isForVisitors: true })).toMatchObject({ refusal: { reason: 'other-person' } });
  });

  test('has a stamp that names nobody, and is the same on all pages of a person', () => {
    expect(pageStamp(ada)).toEqual(pageStamp(ada));
    expect(pageStamp(ada).person).not.toBe(pageStamp(bob).person);
    expect(pageStamp(ada).person).toMatch(/^[\w-]{22}$/);
    expect(pageStamp(null).person).toBe('visitor');
  });
});
