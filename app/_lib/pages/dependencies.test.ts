import inject from 'light-my-request';
import { expect, test } from 'vitest';
import { changesAt, collectDependencies, dependsOn } from './dependencies';

test('a rendering notes its topics and its time, also if it begins only when it is awaited', async () => {
  const { result, dependencies } = await collectDependencies(() =>
    inject((_, response) => {
      dependsOn(['home']);
      changesAt(1_000);
      response.end('page');
    }, '/'),
  );
  expect(result.body).toBe('page');
  expect(dependencies).toEqual({ topics: new Set(['home']), changesAt: 1_000 });
});
