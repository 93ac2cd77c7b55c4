import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actionRefusal } from './action';
import { argumentsOf, readArguments } from './action-arguments';

/**
 * Ids of actions with three arguments, with two, with the form alone, with none, and of a form with a state, which
 * another function made. Next writes the used arguments into the first byte.
 */
const [three, two, one, none, made] = ['70', '60', '40', '00', '7f'].map((byte) => byte + 'a'.repeat(40)) as [
  string,
  string,
  string,
  string,
  string,
];
const isAction = (id: string, path = '/') => [three, two, one, none, made].includes(id) && path === '/';

type Fields = readonly (readonly [string, string])[];
const multipart = (fields: Fields) =>
  `${fields.map(([name, value]) => `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')}--B--\r\n`;
const type = { 'content-type': 'multipart/form-data; boundary=B' };
const statusOf = async (headers: Record<string, string>, body: string, path = '/') =>
  (await actionRefusal(path, headers, Buffer.from(body), isAction))?.status ?? 'taken';
const script = (id: string, fields: Fields) => statusOf({ ...type, 'next-action': id }, multipart(fields));
const plain = (fields: Fields) => statusOf(type, multipart(fields));

test('the number of arguments is in the id', () => {
  expect([three, two, one, none, made].map(argumentsOf)).toEqual([3, 2, 1, 0, 2]);
});

test('accepts forms of browsers with scripts', async () => {
  expect(
    await script(one, [
      ['0', '["$K1"]'],
      ['_1_theme', 'dark'],
    ]),
  ).toBe('taken');
  expect(
    await script(two, [
      ['_1_$ACTION_REF_1', ''],
      ['_1_name', '$5'],
      ['0', '[{"name":"$$5","at":"$undefined"},"$K1"]'],
    ]),
  ).toBe('taken');
  expect(await script(three, [['0', '["id",{"status":"done"},"$Ka"]']])).toBe('taken');
  expect(await script(made, [['0', '[{"status":"done"},"$Ka"]']])).toBe('taken');
  expect(await statusOf({ 'content-type': 'text/plain;charset=UTF-8', 'next-action': none }, '[]')).toBe('taken');
});

test('accepts forms of browsers without scripts', async () => {
  expect(
    await plain([
      [`$ACTION_ID_${one}`, ''],
      ['theme', 'dark'],
    ]),
  ).toBe('taken');
  expect(await plain([[`$ACTION_ID_${none}`, '']])).toBe('taken');
  expect(
    await plain([
      ['$ACTION_REF_1', ''],
      ['$ACTION_1:0', `{"id":"${two}","bound":"$@1"}`],
      ['$ACTION_1:1', '[{"name":""}]'],
      ['$ACTION_KEY', 'k1'],
      ['name', 'x'],
    ]),
  ).toBe('taken');
});

test('accepts a form of another page from a script only, because Next finds its page then', async () => {
  const form = multipart([['0', '["$K1"]']]);
  expect(await statusOf({ ...type, 'next-action': one }, form, '/other')).toBe('taken');
  expect(await statusOf(type, multipart([[`$ACTION_ID_${one}`, '']]), '/other')).toBe(400);
});

test.each<[string, Fields]>([
  ['nothing', []],
  ['no arguments', [['_1_name', 'x']]],
  ['too few', [['0', '["$K1"]']]],
  ['no form at the end', [['0', '["$K1", 1]']]],
  ['invalid JSON', [['0', '[[[']]],
  ['arguments that are not a list', [['0', '{"0":1}']]],
  [
    'arguments twice',
    [
      ['0', '[{},"$K1"]'],
      ['0', '[{},"$K1"]'],
    ],
  ],
  [
    'references',
    [
      ['0', '["$F1","$K1"]'],
      ['1', '{}'],
    ],
  ],
  [
    'other parts',
    [
      ['0', '[{},"$K1"]'],
      ['1', '{}'],
    ],
  ],
  ['a prototype', [['0', '[{"__proto__":1},"$K1"]']]],
  ['a deep list', [['0', `[${'['.repeat(30)}${']'.repeat(30)},"$K1"]`]]],
])('refuses a scripted form with %s', async (_what, fields) => {
  expect(await script(two, fields)).toBe(400);
});

test.each<[string, Fields]>([
  ['no action', [['name', 'x']]],
  ['an unknown action', [[`$ACTION_ID_${'f'.repeat(42)}`, '']]],
  ['an action without its bound arguments', [[`$ACTION_ID_${two}`, '']]],
  ['a missing reference', [['$ACTION_REF_1', '']]],
  [
    'no bound arguments',
    [
      ['$ACTION_REF_1', ''],
      ['$ACTION_1:0', `{"id":"${two}","bound":"$@1"}`],
    ],
  ],
  [
    'too many bound arguments',
    [
      ['$ACTION_REF_1', ''],
      ['$ACTION_1:0', `{"id":"${one}","bound":"$@1"}`],
      ['$ACTION_1:1', '[1]'],
    ],
  ],
  [
    'a bound form',
    [
      ['$ACTION_REF_1', ''],
      ['$ACTION_1:0', `{"id":"${two}","bound":"$@1"}`],
      ['$ACTION_1:1', '["$K1"]'],
    ],
  ],
  [
    'three actions',
    [
      [`$ACTION_ID_${one}`, ''],
      [`$ACTION_ID_${one}x`, ''],
      [`$ACTION_ID_${none}`, ''],
    ],
  ],
])('refuses a plain form with %s', async (_what, fields) => {
  expect(await plain(fields)).toBe(400);
});

test('answers an action of another build as Next’s client expects', async () => {
  const refusal = await actionRefusal(
    '/',
    { ...type, 'next-action': 'f'.repeat(42) },
    Buffer.from(multipart([['0', '["$K1"]']])),
    isAction,
  );
  expect(refusal).toMatchObject({
    status: 400,
    text: expect.stringContaining('another version'),
    headers: { 'X-Nextjs-Action-Not-Found': '1' },
  });
});

test('refuses broken multipart and bodies that are no form', async () => {
  const body = multipart([['0', '["$K1"]']]);
  expect(await statusOf({ ...type, 'next-action': one }, body.slice(0, -10))).toBe(400);
  expect(await statusOf({ 'content-type': 'multipart/form-data', 'next-action': one }, body)).toBe(400);
  expect(await statusOf({ 'content-type': 'multipart/form-data; boundary=C', 'next-action': one }, body)).toBe(400);
  expect(await statusOf({ 'content-type': 'application/json' }, '{}')).toBe(400);
  expect(await statusOf({}, '')).toBe(400);
});

test('reads values that JSON lacks, and refuses references', () => {
  expect(readArguments('["$undefined","$NaN","$-Infinity","$n12","$D2026-11-27T00:00:00.000Z"]')).toHaveLength(5);
  for (const value of ['$1', '$@1', '$Q1', '$W1', '$B1', '$R1', '$Dx', '$nx', '$T', '$Kzzzzz'])
    expect(readArguments(`["${value}"]`), value).toBeNull();
});

const app = join(import.meta.dirname, '..');
const exported = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && readFileSync(join(app, file), 'utf8').startsWith("'use server'"))
  .flatMap((file) =>
    [...readFileSync(join(app, file), 'utf8').matchAll(/^export (?:async function|const) (\w+)([^\n]*)$/gm)].map(
      ([, name, rest]) => ({ file, name, rest: rest! }),
    ),
  );

test.each(exported)(
  'the action $name takes a form last, or nothing, because the server refuses all else',
  ({ rest }) => {
    expect(rest).toMatch(/^(\(\)|\(.*: FormData\)|.* = (visitor|user|command|button)Action\()/);
  },
);

test('finds every action of the site', () => {
  expect(exported.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'signIn',
      'finishRegistration',
      'requestDeletion',
      'retryProcessing',
      'editDetails',
      'chooseTheme',
    ]),
  );
});
