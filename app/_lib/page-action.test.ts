import { beforeEach, describe, expect, test, vi } from 'vitest';

vi.mock('server-only', () => ({}));
vi.mock('./environment', () => ({ environment: { SECRET: 'a secret for these tests, and no other' } }));
vi.mock('./build-id', () => ({ buildId: 'build-2' }));
const session = vi.hoisted(() => ({ user: null as { userId: string; name: string } | null }));
vi.mock('./session', () => ({ currentUser: async () => session.user }));
const { pageStamp } = await import('./page-stamp');
const { ofThisPage } = await import('./page-action');

const ada = { userId: '10000000-0000-4000-8000-00000000000a', name: 'Ada' };
const bob = { userId: '10000000-0000-4000-8000-00000000000b', name: 'Bob' };

const done: string[] = [];
const action = ofThisPage(async (videoId: string, before: string, form: FormData) => {
  done.push(`${videoId} ${before} ${String(form.get('text'))}`);
  return 'after';
});

function send(stamp: string | null) {
  const form = new FormData();
  if (stamp !== null) form.set('pageStamp', stamp);
  form.set('text', 'Typed');
  form.set('password', 'secret');
  return action('v1', { value: 'before', refusal: null, typed: {} }, form);
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
    expect(done).toEqual(['v1 before Typed', 'v1 before Typed']);
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
    const signIn = ofThisPage(async (_before: string, _form: FormData) => 'signed in', { isForVisitors: true });
    const form = new FormData();
    form.set('pageStamp', stampOf(ada));
    session.user = null;
    expect(await signIn({ value: '', refusal: null, typed: {} }, form)).toMatchObject({ value: 'signed in' });
    session.user = bob;
    expect(await signIn({ value: '', refusal: null, typed: {} }, form)).toMatchObject({ refusal: { reason: 'other-person' } });
  });

  test('has a stamp that names nobody, and is the same on all pages of a person', () => {
    expect(pageStamp(ada)).toEqual(pageStamp(ada));
    expect(pageStamp(ada).person).not.toBe(pageStamp(bob).person);
    expect(pageStamp(ada).person).toMatch(/^[\w-]{22}$/);
    expect(pageStamp(null).person).toBe('visitor');
  });
});
