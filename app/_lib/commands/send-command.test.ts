import { ContractError, DuplicateMessageError } from '@message-db/client';
import { beforeEach, describe, expect, test, vi } from 'vitest';

const store = vi.hoisted(() => ({
  write: vi.fn(async (..._written: unknown[]): Promise<unknown[]> => []),
  wait: vi.fn(async (..._waited: unknown[]): Promise<unknown> => null),
}));
vi.mock('@/app/_lib/environment', () => ({ environment: { NOTIFICATIONS: 'off' } }));
vi.mock('@/app/_lib/queries/database', () => ({ messageStore: () => ({ write: store.write }) }));
vi.mock('./await-trace', () => ({ awaitTrace: store.wait }));
const { sendAndWait } = await import('./send-command');

const traceId = '20000000-0000-4000-8000-000000000001';
const userId = '10000000-0000-4000-8000-00000000000a';
const command = { type: 'EditDetails', id: traceId, data: {} } as never;
const send = () => sendAndWait('videoPublishing:command-1', command, { userId, aggregators: ['videos'] });

beforeEach(() => {
  store.write.mockReset().mockResolvedValue([]);
  store.wait.mockReset().mockResolvedValue({ status: 'done', traceId });
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

describe('a command that is sent and awaited', () => {
  test('is written with its trace and user, and has the outcome that its component recorded', async () => {
    expect(await send()).toEqual({ status: 'done', traceId });
    expect(store.write.mock.calls).toMatchObject([
      ['videoPublishing:command-1', { id: traceId, metadata: { traceId, userId, awaited: true } }],
    ]);
    expect(store.wait.mock.calls).toEqual([[traceId, ['videos']]]);
  });

  test('is rejected as unavailable if it cannot be written', async () => {
    store.write.mockRejectedValue(new Error('no connection'));
    expect(await send()).toEqual({ status: 'rejected', traceId, rejection: { reason: 'unavailable' } });
    expect(store.wait).not.toHaveBeenCalled();
  });

  test('is queued if it is written and the wait fails', async () => {
    store.wait.mockRejectedValue(new Error('no connection'));
    expect(await send()).toEqual({ status: 'queued', traceId });
    expect(store.write).toHaveBeenCalledOnce();
  });

  test.each([new ContractError('EditDetails', 'invalid', 'too long'), new DuplicateMessageError(traceId)])(
    'throws $name',
    async (error) => {
      store.write.mockRejectedValue(error);
      await expect(send()).rejects.toBe(error);
    },
  );
});
