import { expect, test, type Page } from './support/test';
import { expectAccessible } from './support/accessible';
import { openMail } from './support/mail';
import { media } from './support/player';
import { newPerson, register, signIn, type Person } from './support/people';
import { giveRole, userIdOf } from './support/roles';
import { overflow } from './support/screen';
import { publishTutorial } from './support/tutorials';

/** Registers a moderator, who is signed in. */
async function moderator(page: Page): Promise<Person> {
  const person = newPerson('Mia');
  await register(page, person);
  await giveRole(person, 'moderator');
  await signIn(page, person);
  return person;
}

async function expectFitsPhone(page: Page, path: string): Promise<void> {
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 700 });
  await expect.poll(() => overflow(page), path).toBeLessThanOrEqual(0);
  await page.setViewportSize(before);
}

/** Opens a new browser in which somebody is signed in. */
async function newBrowser(browser: import('@playwright/test').Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

test('a viewer reports a tutorial, a moderator takes it down, its creator appeals, and it comes back', async ({
  browser,
}) => {
  const [creator, viewer, judge] = await Promise.all([newBrowser(browser), newBrowser(browser), newBrowser(browser)]);
  const [ada, bob] = [newPerson('Ada'), newPerson('Bob')];
  await register(creator, ada);
  const watch = await publishTutorial(creator, 'Ten knots for sale', 2);
  const videoId = watch.split('/')[2]!;

  await test.step('a visitor signs in to report it', async () => {
    await viewer.goto(watch);
    await viewer.getByRole('link', { name: 'Report' }).click();
    await expect(viewer).toHaveURL(/\/sign-in\?next=%2Freport%3Fvideo/);
    await register(viewer, bob);
    await viewer.goto(`/report?video=${videoId}&t=1`);
    await expect(viewer.getByRole('heading', { name: 'Report a tutorial' })).toBeVisible();
    await expectAccessible(viewer, `/report?video=${videoId}&t=1`);
    await expectFitsPhone(viewer, '/report');
    await viewer.getByLabel('What is wrong?').selectOption('Something else');
    await viewer.getByRole('button', { name: 'Send report' }).click();
    await expect(viewer.getByText('Write what is wrong.')).toBeVisible();
    await viewer.getByLabel('What should the moderator know?').fill('It sells a rope.\nIt has no knots.');
    await viewer.getByRole('button', { name: 'Send report' }).click();
    await expect(viewer.getByText('You have reported this, thank you.')).toBeVisible();
    await viewer.goto(`/report?video=${videoId}`);
    await expect(viewer.getByText('You have reported this, thank you.')).toBeVisible();
  });

  await test.step('nobody but moderators sees reports', async () => {
    for (const path of ['/admin/reports', `/admin/reports/${videoId}`])
      for (const page of [viewer, creator]) expect((await page.goto(path))?.status(), path).toBe(404);
    for (const path of ['/admin', '/admin/people']) expect((await viewer.goto(path))?.status(), path).toBe(404);
  });

  await test.step('a moderator takes it down', async () => {
    await moderator(judge);
    await judge.goto('/admin/reports');
    await expectAccessible(judge, '/admin/reports');
    await expectFitsPhone(judge, '/admin/reports');
    await judge.getByRole('link', { name: 'Ten knots for sale' }).click();
    await expect(judge.getByRole('heading', { level: 1, name: 'Ten knots for sale' })).toBeVisible();
    await expect(judge.getByText('It has no knots.')).toBeVisible();
    await expect(judge.getByRole('link', { name: 'at 0:01' })).toHaveAttribute('href', /[?&]t=1/);
    await expectAccessible(judge, `/admin/reports/${videoId}`);
    await expectFitsPhone(judge, '/admin/reports/…');
    await judge.getByRole('button', { name: 'Take down' }).click();
    await judge.getByLabel('To the creator').fill('Rule 3: no sales. See the first second.');
    await judge.getByRole('button', { name: 'Take down' }).click();
    await expect(judge.getByRole('heading', { name: 'Put it back' })).toBeVisible();
  });

  await test.step('others cannot watch it, its creator and moderators can', async () => {
    await expect.poll(async () => (await viewer.goto(watch))?.status()).toBe(404);
    await judge.goto(watch);
    await expect(judge.getByText('This video was taken down.')).toBeVisible();
    await judge.getByRole('button', { name: /^play$/i }).click();
    await expect.poll(async () => (await media(judge)).currentTime).toBeGreaterThan(0);
    await openMail(viewer, bob, 'We looked at your report');
    await expect(viewer.getByText('was taken down')).toBeVisible();
    await viewer.goto('/account/reports');
    await expect(viewer.getByRole('listitem').filter({ hasText: 'Ten knots for sale' })).toContainText('Taken down');
    await expectAccessible(viewer, '/account/reports');
  });

  await test.step('the creator reads why, cannot publish it, and appeals', async () => {
    await creator.goto(`/studio/videos/${videoId}/details`);
    await expect(creator.getByRole('main').getByText('Taken down', { exact: true })).toBeVisible();
    await creator.getByRole('radio', { name: 'Public' }).check();
    await creator.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(creator.getByText('A moderator took this video down, so it can’t be published.')).toBeVisible();
    // The page asks whether to leave the change that was refused.
    creator.once('dialog', (question) => void question.accept());
    await creator.getByRole('link', { name: 'Read why, and appeal' }).click();
    await expect(creator.getByText('Rule 3: no sales.')).toBeVisible();
    await expectAccessible(creator, `/studio/videos/${videoId}/appeal`);
    await expectFitsPhone(creator, '/studio/videos/…/appeal');
    await creator.getByLabel('Why is this a mistake?').fill('The rope is free.');
    await creator.getByRole('button', { name: 'Send appeal' }).click();
    await expect(creator.getByText('A moderator will look again')).toBeVisible();
  });

  await test.step('a moderator puts it back', async () => {
    await judge.goto('/admin/reports');
    await expect(judge.getByRole('heading', { name: 'Appeals' })).toBeVisible();
    await judge.getByRole('link', { name: 'Ten knots for sale' }).click();
    await expect(judge.getByText('The rope is free.')).toBeVisible();
    await judge.getByRole('button', { name: 'Put it back' }).click();
    await expect(judge.getByRole('heading', { name: 'Take it down' })).toBeVisible();
    await expect.poll(async () => (await viewer.goto(watch))?.status()).toBe(200);
    await expect(viewer.getByRole('heading', { level: 1, name: 'Ten knots for sale' })).toBeVisible();
    await openMail(creator, ada, 'Your tutorial is back');
  });
});

test('a person is suspended, looks after the account meanwhile, and comes back', async ({ browser }) => {
  const [person, visitor, judge] = await Promise.all([newBrowser(browser), newBrowser(browser), newBrowser(browser)]);
  const eve = newPerson('Eve');
  await register(person, eve);
  const watch = await publishTutorial(person, 'A knot by Eve', 2);
  const userId = await userIdOf(eve);

  await visitor.goto(watch);
  await visitor.getByRole('main').getByRole('link', { name: 'Eve' }).first().click();
  await expect(visitor.getByRole('heading', { level: 1, name: 'Eve', exact: true })).toBeVisible();
  await visitor.getByRole('link', { name: 'Report' }).click();
  await expect(visitor).toHaveURL(/\/sign-in\?next=%2Freport%3Fcreator/);

  await moderator(judge);
  await judge.goto(watch);
  await expect(judge.getByRole('link', { name: 'Moderate' })).toHaveAttribute('href', new RegExp(watch.split('/')[2]!));
  await judge.getByRole('main').getByRole('link', { name: 'Eve', exact: true }).first().click();
  await expect(judge.getByRole('heading', { level: 1, name: 'Eve', exact: true })).toBeVisible();
  await judge.getByRole('link', { name: 'Moderate' }).click();
  await judge.getByLabel('Reason').selectOption('Hateful');
  await judge.getByLabel('To this person').fill('Rule 1.');
  await judge.getByRole('button', { name: 'Suspend' }).click();
  await expect(judge.getByRole('heading', { name: 'End the suspension' })).toBeVisible();

  await test.step('their tutorials and their channel are gone, and they can do nothing', async () => {
    await expect.poll(async () => (await visitor.goto(watch))?.status()).toBe(404);
    await person.goto('/studio');
    await expect(person).toHaveURL(/\/account\/suspension/);
    await expect(person.getByText('Rule 1.')).toBeVisible();
    await expectAccessible(person, '/account/suspension');
    await expectFitsPhone(person, '/account/suspension');
    for (const path of ['/studio/upload', '/studio/videos', '/report?video=' + watch.split('/')[2]!]) {
      await person.goto(path);
      await expect(person, path).toHaveURL(/\/account\/suspension/);
    }
    const upload = await person.request.post('/api/uploads', {
      headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': '10' },
    });
    expect(upload.status()).toBe(403);
  });

  await test.step('they still sign in, read their account and appeal', async () => {
    await signOutAndIn(person, eve);
    await person.goto('/account/sessions');
    await expect(person.getByText('This browser', { exact: true })).toBeVisible();
    await person.goto('/');
    await person.getByRole('link', { name: 'Read why, and appeal' }).click();
    await person.getByLabel('Why is this a mistake?').fill('It was my brother.');
    await person.getByRole('button', { name: 'Send appeal' }).click();
    await expect(person.getByText('A moderator will look again')).toBeVisible();
  });

  await test.step('a moderator denies the appeal, and later ends the suspension', async () => {
    await judge.goto(`/admin/reports/${userId}`);
    await judge.getByLabel('Why the decision stays').fill('It was you.');
    await judge.getByRole('button', { name: 'Deny the appeal' }).click();
    await expect(judge.getByText('It was you.')).toBeVisible();
    await person.goto('/account/suspension');
    await expect(person.getByText('the decision stays')).toBeVisible();
    await judge.getByRole('button', { name: 'End the suspension' }).click();
    await expect(judge.getByRole('heading', { name: 'Suspend them' })).toBeVisible();
    await expect.poll(async () => (await visitor.goto(watch))?.status()).toBe(200);
    await person.goto('/studio');
    await expect(person).toHaveURL(/\/studio$/);
  });
});

/** Somebody who is suspended signs in, which leads to the page that says so. */
async function signOutAndIn(page: Page, { email, password }: Person): Promise<void> {
  await page.goto('/sign-out');
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(/\/account\/suspension/);
}
