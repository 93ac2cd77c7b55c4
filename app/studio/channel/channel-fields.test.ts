import { describe, expect, test } from 'vitest';
import { channelFields, compareWords, type ChannelWords } from './channel-fields';

const read = (fields: Record<string, string>) => channelFields.safeParse(fields);
const errorsOf = (fields: Record<string, string>) =>
  Object.fromEntries(read(fields).error?.issues.map(({ path, message }) => [String(path[0]), message]) ?? []);

describe('the form of a channel', () => {
  test('returns tidy words', () => {
    const { words } = read({
      name: '  Ada ',
      handle: '@Ada Knots',
      text: ' One\r\ntwo ',
      label0: 'My boat',
      url0: 'boat.example/log',
      url3: 'https://www.knots.example',
    }).data!;
    expect(words).toEqual({
      name: 'Ada',
      handle: 'ada-knots',
      text: 'One\ntwo',
      links: [
        { label: 'My boat', url: 'https://boat.example/log' },
        { label: 'knots.example', url: 'https://www.knots.example/' },
      ],
    });
  });

  test('may be empty', () => {
    expect(read({}).data!.words).toEqual({ name: '', handle: '', text: '', links: [] });
  });

  test.each([
    [{ name: '\u200b\u200b' }, { name: 'Use a name that others can read.' }],
    [{ name: 'a'.repeat(81) }, { name: 'Use at most 80 characters.' }],
    [{ name: 'www.example.com' }, { name: 'Use a name, not a web address.' }],
    [{ handle: 'ab' }, { handle: 'Use at least 3 characters.' }],
    [{ handle: 'zoë' }, { handle: 'Use only the letters a to z, digits and hyphens.' }],
    [{ handle: 'admin' }, { handle: 'This word is reserved for the site. Choose another one.' }],
    [{ text: 'a'.repeat(2_001) }, { text: 'Use at most 2000 characters.' }],
    [{ label0: 'My boat' }, { url0: 'Enter the address of this link, or clear its name.' }],
    [{ url1: 'http://boat.example' }, { url1: 'Enter a web address like https://example.com/about.' }],
    [{ url1: 'javascript:alert(1)' }, { url1: 'Enter a web address like https://example.com/about.' }],
    [{ url1: 'https://ada:secret@boat.example' }, { url1: 'Enter a web address like https://example.com/about.' }],
    [{ url1: 'https://localhost' }, { url1: 'Enter a web address like https://example.com/about.' }],
    [{ url1: 'my boat' }, { url1: 'Enter a web address like https://example.com/about.' }],
    [{ url1: `boat.example/${'a'.repeat(500)}` }, { url1: 'This address is too long. Use a shorter one.' }],
    [{ url1: 'boat.example', label1: 'a'.repeat(41) }, { label1: 'Use at most 40 characters.' }],
  ])('%j is refused', (fields, errors) => expect(errorsOf(fields as Record<string, string>)).toEqual(errors));

  test('says with which words it began, if it does', () => {
    const began: ChannelWords = { name: 'Ada', handle: '', text: '', links: [] };
    expect(read({ beganFrom: JSON.stringify(began) }).data!.began).toEqual(began);
    expect([read({}), read({ beganFrom: '{' }), read({ beganFrom: '{}' })].map(({ data }) => data!.began)).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('what a form changes', () => {
  const began: ChannelWords = { name: 'Ada', handle: 'ada', text: 'Knots.', links: [] };

  test('is what differs from its beginning and from the channel', () => {
    expect(compareWords(began, began, began)).toEqual({ changed: [], elsewhere: [] });
    expect(compareWords({ ...began, text: 'Sails.' }, began, began)).toEqual({ changed: ['text'], elsewhere: [] });
    expect(compareWords({ ...began, text: 'Sails.' }, began, { ...began, text: 'Sails.', name: 'Bob' })).toEqual({
      changed: [],
      elsewhere: [],
    });
  });

  test('may have been changed elsewhere meanwhile', () => {
    const typed = { ...began, text: 'Sails.', links: [{ label: 'a', url: 'https://a.example/' }] };
    const current = { ...began, text: 'Boats.', handle: 'ada-2' };
    expect(compareWords(typed, began, current)).toEqual({ changed: ['text', 'links'], elsewhere: ['text'] });
  });
});
