import { expect, test, vi } from 'vitest';

const announced = vi.hoisted(() => [] as { categories: string[]; finish: (error?: Error) => void }[]);
vi.mock('@message-db/client', () => ({
  announceMessages: (_pool: unknown, categories: Iterable<string>) =>
    new Promise<void>((resolve, reject) =>
      announced.push({ categories: [...categories], finish: (error) => (error ? reject(error) : resolve()) }),
    ),
}));
vi.mock('@/app/_lib/queries/database', () => ({ messageStore: () => ({ pool: null }) }));
const { announceCommand } = await import('./announce-command');

const finish = async (error?: Error) => {
  announced.at(-1)?.finish(error);
  await vi.waitFor(() => {});
};
const categories = () => announced.map((each) => each.categories);

test('commands that arrive during an announcement share the next, also after one that failed', async () => {
  announceCommand('viewing:command');
  expect(categories()).toEqual([['viewing:command']]);
  for (const category of ['viewing:command', 'identity:command', 'viewing:command']) announceCommand(category);
  expect(categories()).toHaveLength(1);
  await finish(new Error('no connection'));
  expect(categories().slice(1)).toEqual([['viewing:command', 'identity:command']]);
  await finish();
  expect(categories()).toHaveLength(2);
  announceCommand('identity:command');
  expect(categories().slice(2)).toEqual([['identity:command']]);
});
