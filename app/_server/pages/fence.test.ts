import { expect, test, vi } from 'vitest';
import { shareAnswers } from './fence';

function controlled() {
  const ends: ((answer: number) => void)[] = [];
  const ask = vi.fn(() => new Promise<number>((resolve) => ends.push(resolve)));
  return { ask, end: (number: number) => ends[number]!(number), shared: shareAnswers(ask) };
}

test('somebody who asks during a question gets the answer to the next one, with all others who do', async () => {
  const { ask, end, shared } = controlled();
  const first = shared();
  const next = [shared(), shared()];
  expect(ask).toHaveBeenCalledTimes(1);
  end(0);
  expect(await first).toBe(0);
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
  const third = shared();
  end(1);
  expect(await Promise.all(next)).toEqual([1, 1]);
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(3));
  end(2);
  expect(await third).toBe(2);
});

test('somebody who asks later gets a new answer', async () => {
  const { ask, end, shared } = controlled();
  const first = shared();
  end(0);
  await first;
  const second = shared();
  expect(ask).toHaveBeenCalledTimes(2);
  end(1);
  expect(await second).toBe(1);
});
