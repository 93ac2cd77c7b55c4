import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DuplicateMessageError, ExpectedVersionError } from '../../errors.ts';
import type { MemoryStore } from '../../memory-store.ts';
import { follow } from '../../message.ts';
import { messageType } from '../../message-type.ts';
import { Counted } from '../messages.ts';

const given = (n: number, id: string = randomUUID()) => Counted({ n }, { id });

const stream = () => `again-${randomUUID()}`;

/** Examples of writing the same messages again, in any store. @param write a way to write to it. */
export function repetitionExamples(store: MemoryStore, write: MemoryStore['write']): void {
  describe('writing the same messages again', () => {
    test('changes nothing and returns the first positions', async () => {
      const name = stream();
      await store.write(name, Counted({ n: 0 }));
      const messages = [given(1), given(2), given(3)];
      const first = await write(name, messages);
      await store.write(name, Counted({ n: 4 }));
      expect(await write(name, messages)).toEqual(first);
      expect(await store.version(name)).toBe(4);
    });

    test('succeeds at the first expected version', async () => {
      const name = stream();
      const message = given(1);
      const first = await write(name, message, { expectedVersion: -1 });
      expect(await write(name, message, { expectedVersion: -1 })).toEqual(first);
      await expect(write(name, given(2), { expectedVersion: -1 })).rejects.toEqual(
        new ExpectedVersionError(name, -1, 0),
      );
    });

    test('ignores the case of an id, and metadata', async () => {
      const name = stream();
      const id = randomUUID();
      const first = await write(name, given(1, id));
      const again = Counted({ n: 1 }, { id: id.toUpperCase(), metadata: { traceId: 'another' } });
      expect(await write(name, again)).toEqual(first);
      expect(await write(name, { ...again, id: id.toUpperCase() })).toEqual(first);
    });

    test('compares data as JSON', async () => {
      const name = stream();
      const Mixed = messageType('Mixed', z.looseObject({}));
      const data = { none: null, left: undefined, deep: { b: [1, 2.5, 1e21, -0, 'é\u{1F3AC}'], a: {} } };
      const id = randomUUID();
      const first = await write(name, Mixed(data, { id }));
      expect(await write(name, Mixed({ deep: { a: {}, b: data.deep.b }, none: null }, { id }))).toEqual(first);
      await expect(write(name, Mixed({ deep: data.deep }, { id }))).rejects.toThrow(DuplicateMessageError);
    });

    test('stores it once, however many try at the same time', async () => {
      const name = stream();
      const messages = [given(1), given(2)];
      const answers = await Promise.all(Array.from({ length: 8 }, () => write(name, messages)));
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(await store.version(name)).toBe(1);
    });

    test.each([
      ['data', (id: string, name: string) => write(name, Counted({ n: 2 }, { id }))],
      ['type', (id: string, name: string) => write(name, { ...Counted({ n: 1 }, { id }), type: 'Other' })],
      ['stream', (id: string) => write(stream(), Counted({ n: 1 }, { id }))],
    ])('an id with another %s is a duplicate', async (_other, repeat) => {
      const name = stream();
      const message = given(1);
      await write(name, message);
      await expect(repeat(message.id, name)).rejects.toEqual(new DuplicateMessageError(message.id));
      expect(await store.version(name)).toBe(0);
    });

    test.each(['begins with', 'ends with'])('a batch that %s existing messages is an error', async (where) => {
      const name = stream();
      const existing = given(1);
      await write(name, existing);
      const batch = where === 'begins with' ? [existing, given(2)] : [given(2), existing];
      const failed = await write(name, batch).catch((error) => error);
      expect(failed).toBeInstanceOf(DuplicateMessageError);
      expect(failed).toMatchObject({ messageId: existing.id, message: expect.stringContaining('only 1 of the 2') });
      expect(await store.version(name)).toBe(0);
    });

    test('an id twice in one write is a duplicate', async () => {
      const name = stream();
      const message = given(1);
      await expect(write(name, [message, message])).rejects.toEqual(
        new DuplicateMessageError(message.id, 'is given twice in one write'),
      );
      expect(await store.version(name)).toBe(-1);
    });
  });

  describe('a message whose id was made', () => {
    test.each([undefined, -1])(
      'is written once when it is written again (expected version: %s)',
      async (expectedVersion) => {
        const name = stream();
        const messages = [Counted({ n: 1 }), Counted({ n: 2 })];
        const first = await write(name, messages, { expectedVersion });
        expect(await write(name, messages, { expectedVersion })).toEqual(first);
        expect(await store.version(name)).toBe(1);
      },
    );

    test('is written once if a copy of it is written again', async () => {
      const name = stream();
      await store.write('cause-1', Counted({ n: 0 }));
      const cause = (await store.readLast('cause-1'))!;
      const message = Counted({ n: 1 });
      const first = await write(name, follow(cause, message));
      expect(await write(name, follow(cause, message))).toEqual(first);
      expect(await store.version(name)).toBe(0);
    });
  });
}
