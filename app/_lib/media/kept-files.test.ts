import { expect, test, vi } from 'vitest';
import { KeptFiles } from './kept-files';

const bytesOf = (text: string) => async () => Buffer.from(text);
const unreachable = () => Promise.reject(new Error('read again'));

test('a file is read once for all who ask meanwhile, and afterwards', async () => {
  const files = new KeptFiles(10);
  const read = vi.fn(bytesOf('abc'));
  const taken = await Promise.all([files.take('a', 3, read), files.take('a', 3, read)]);
  expect(taken.map((each) => each?.bytes.toString())).toEqual(['abc', 'abc']);
  for (const each of taken) each?.release();
  expect((await files.take('a', 3, read))?.bytes.toString()).toBe('abc');
  expect((await files.find('a'))?.bytes.toString()).toBe('abc');
  expect(await files.find('b')).toBeNull();
  expect(read).toHaveBeenCalledOnce();
});

test('the least recently taken files make room for others', async () => {
  const files = new KeptFiles(10);
  for (const key of ['a', 'b', 'a', 'c']) (await files.take(key, 4, bytesOf(key)))?.release();
  expect((await files.take('a', 4, unreachable))?.bytes.toString()).toBe('a');
  await expect(files.take('b', 4, unreachable)).rejects.toThrow('read again');
});

test('a file stays while it is sent, and there is no room for more than the limit', async () => {
  const files = new KeptFiles(10);
  const first = await files.take('a', 6, bytesOf('a'));
  expect(await files.take('b', 6, unreachable)).toBeNull();
  expect(await files.take('large', 11, unreachable)).toBeNull();
  first?.release();
  expect((await files.take('b', 6, bytesOf('b')))?.bytes.toString()).toBe('b');
});

test('a file that could not be read is read again, and takes no room', async () => {
  const files = new KeptFiles(10);
  const failed = () => Promise.reject(new Error('EIO'));
  const taken = await Promise.allSettled([files.take('a', 10, failed), files.take('a', 10, unreachable)]);
  expect(taken.map((each) => (each.status === 'rejected' ? each.reason.message : null))).toEqual(['EIO', 'EIO']);
  expect((await files.take('a', 10, bytesOf('a')))?.bytes.toString()).toBe('a');
});
