import { describe, expect, test } from 'vitest';
import { asRead } from '@message-db/runtime/testing';
import { readComponents } from './testing/components';
import { describeMessages } from './testing/messages-document';

const components = await readComponents();

test('docs/messages.md describes each message by its contract and its example', async () => {
  const document = describeMessages(components, 'npx vitest run workers/messages.test.ts --update');
  await expect(document).toMatchFileSnapshot('../docs/messages.md');
});

describe.each(components)('the examples of $folder', ({ contract, examples }) => {
  test('can be read as their contract has them', () => {
    for (const command of Object.values(examples.commands))
      expect(contract.readCommand(asRead(command)).data).toEqual(command.data);
    for (const event of Object.values(examples.events))
      expect(contract.readEvent(asRead(event)).data).toEqual(event.data);
  });

  test('name nobody', () => {
    for (const { type, data } of [...Object.values(examples.commands), ...Object.values(examples.events)]) {
      expect([type, JSON.stringify(data)]).not.toEqual([type, expect.stringMatching(/\bada\b|@|argon2/i)]);
    }
  });
});
