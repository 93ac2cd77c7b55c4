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

const finish = (error?: Error) => announced.at(-1)?.finish(error);
const categories = () => announced.map((each) => each.categories);

const countIs = (count: number) => vi.waitFor(() => expect(announced).toHaveLength(count), { timeout: 60_000 });

test('commands that arrive during an announcement, and just after it, share the next, also after one that failed', async () => {
  announceCommand('viewing:command');
  expect(categories()).toEqual([['viewing:command']]);
  for (const category of ['viewing:command', 'identity:command']) announceCommand(category);
  expect(announced).toHaveLength(1);
  finish(new Error('no connection'));
  announceCommand('viewing:command');
  await countIs(2);
  expect(categories()[1]).toEqual(['viewing:command', 'identity:command']);
  finish();
  announceCommand('identity:command');
  await countIs(3);
  expect(categories()[2]).toEqual(['identity:command']);
});
