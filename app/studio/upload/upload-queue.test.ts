import { describe, expect, test } from 'vitest';
import { nextOf } from './upload-queue';
import type { UploadState } from './upload-state';

const upload = (id: string, phase: UploadState['phase'], isBegun = true) => ({ id, state: { phase, isBegun } });
const turns = (...uploads: ReturnType<typeof upload>[]) => {
  const { begin, send } = nextOf(uploads);
  return { begin: begin?.id ?? null, send: send.map(({ id }) => id) };
};

describe('of several uploads', () => {
  test('two are sent at a time, in order', () => {
    const waiting = ['a', 'b', 'c'].map((id) => upload(id, 'waiting'));
    expect(turns(...waiting)).toEqual({ begin: null, send: ['a', 'b'] });
    expect(turns(upload('x', 'sending'), ...waiting).send).toEqual(['a']);
    expect(turns(upload('x', 'sending'), upload('y', 'reconnecting'), ...waiting).send).toEqual([]);
  });

  test('those that are paused, failed, finishing or done leave their turn to others', () => {
    const others = (['paused', 'failed', 'finishing', 'done'] as const).map((phase) => upload(phase, phase));
    expect(turns(...others, upload('a', 'waiting'), upload('b', 'waiting')).send).toEqual(['a', 'b']);
  });

  test('all get their drafts one after the other, also those that wait for their turn', () => {
    const uploads = [
      upload('a', 'sending'),
      upload('b', 'sending'),
      upload('c', 'waiting', false),
      upload('d', 'waiting', false),
    ];
    expect(turns(...uploads)).toEqual({ begin: 'c', send: [] });
  });
});
