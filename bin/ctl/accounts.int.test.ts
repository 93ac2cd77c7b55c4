import { afterAll, afterEach, expect, test } from 'vitest';
import { readKey } from '@/personal-data/keys';
import { openPeopleSite } from '@/personal-data/testing/people-site';
import { identity } from '@/workers/identity/contract';
import { captured, runCtl } from './testing/captured';

const [people, restored] = [await openPeopleSite(), await openPeopleSite()];
afterEach(() => Promise.all([people.stopAll(), restored.stopAll()]));
afterAll(() => Promise.all([people.close(), restored.close()]));

const accounts = (site: typeof people, ...args: string[]) => runCtl(site.site.url, ['accounts', ...args]);
const run = (site: typeof people) => site.startComponents(site.components.identity);

test('the ids of deleted accounts can be listed, and deleted again after a restore', async () => {
  await run(people);
  const [ada, bob] = [await people.register('Ada'), await people.register('Bob')];
  expect(await accounts(people, 'deleted')).toMatchObject({ code: 0, lines: [] });
  await people.componentsCaughtUp();
  await people.deleteAccount(ada);
  await people.componentsCaughtUp();
  const { lines } = await accounts(people, 'deleted');
  expect(lines).toEqual([ada.userId]);

  // Restore the state before the deletion: both registrations are sent but not decided.
  for (const { userId, key, addressId, link, registration } of [ada, bob]) {
    await restored.site.pool.query('SELECT personal.keep_key($1, $2)', [userId, key]);
    await restored.site.write(identity.stream(addressId), link);
    await restored.send(identity.commandStream(addressId), identity.commands.Register(registration));
  }
  expect(await accounts(restored, 'delete', ...lines, '--yes')).toMatchObject({
    code: 0,
    out: '✓ 1 account will be deleted, as soon as identity runs.',
  });
  await run(restored);
  await restored.componentsCaughtUp();
  expect(await restored.tracesOf(ada)).toEqual([]);
  expect(await readKey(restored.site.pool, bob.userId)).toEqual(bob.key);
  expect(await accounts(restored, 'delete', ...lines)).toMatchObject({
    code: 0,
    out: '',
    err: '1 account is deleted already.',
  });
});

test('an account is deleted by its address after confirmation', async () => {
  await run(people);
  const eve = await people.register('Eve');
  await people.componentsCaughtUp();
  const args = ['accounts', 'delete', eve.clearText.email.toUpperCase()];
  expect(await runCtl(people.site.url, args)).toMatchObject({
    code: 2,
    err: '✗ Deleted accounts cannot be restored: add --yes to confirm.',
  });
  expect(await runCtl(people.site.url, args, captured(false))).toMatchObject({
    code: 1,
    err: 'Delete 1 account for good?\nNothing was deleted.',
  });
  expect(await readKey(people.site.pool, eve.userId)).toEqual(eve.key);
  expect(await runCtl(people.site.url, args, captured(true))).toMatchObject({ code: 0 });
  await people.componentsCaughtUp();
  expect(await readKey(people.site.pool, eve.userId)).toBe(undefined);
  expect(await runCtl(people.site.url, args)).toMatchObject({
    code: 2,
    err: `✗ No account has the id or address ${args[2]}.`,
  });
});

test('an unknown address is refused', async () => {
  expect(await accounts(people, 'delete', 'nobody@example.com')).toMatchObject({
    code: 2,
    out: '',
    err: '✗ No account has the id or address nobody@example.com.',
  });
});
