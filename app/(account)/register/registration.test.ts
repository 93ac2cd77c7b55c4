import { describe, expect, test } from 'vitest';
import { registrationFields } from './registration';

const good = { name: 'Ada Lovelace', email: 'ada@example.com', password: 'analytical engine' };

const page = { formId: '5b1f0a4e-0a4b-4c59-8d1a-2f0e6a7b8c9d', next: '/studio' };

async function read(fields: Record<string, string | File>) {
  const { data, error } = await registrationFields.safeParseAsync({ ...page, ...fields });
  return {
    registration: data && { name: data.name, email: data.email, password: data.password },
    errors: Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path[0], message])),
  };
}

describe('the registration form', () => {
  test('accepts a name, an address and a password', async () => {
    expect(await read(good)).toEqual({ registration: good, errors: {} });
  });

  test('trims the name and the address, lower-cases the address, and leaves the password alone', async () => {
    const { registration, errors } = await read({
      name: '  Ada Lovelace ',
      email: ' ADA@Example.com ',
      password: '  Secret words  ',
    });
    expect(registration).toEqual({ ...good, password: '  Secret words  ' });
    expect(errors).toEqual({});
  });

  test('tidies the name like a title', async () => {
    expect((await read({ ...good, name: 'Ada\u0000\u202E Love\u200Blace' })).registration?.name).toBe('Ada Lovelace');
    expect((await read({ ...good, name: '👩🏽\u200D💻'.repeat(80) })).errors).toEqual({});
  });

  test('converts an international domain to ASCII', async () => {
    expect((await read({ ...good, email: 'Ada@Пример.рф' })).registration?.email).toBe('ada@xn--e1afmkfd.xn--p1ai');
  });

  test('says which part of an address has letters that some mail servers reject', async () => {
    expect((await read({ ...good, email: 'ада@example.com' })).errors.email).toContain('Before the @');
    expect((await read({ ...good, email: 'ada@exam ple.com' })).errors.email).toContain('like name@example.com');
  });

  test.each(['אדה לאבלייס', 'ಅಡಾ', '👩‍💻', 'نازنین\u200cزهرا', 'J. R. "Bob" O’Neil'])(
    'accepts the name %j',
    async (name) => {
      expect((await read({ ...good, name })).errors).toEqual({});
    },
  );

  test('says what is wrong with each field', async () => {
    expect(Object.keys((await read({})).errors)).toEqual(['name', 'email', 'password']);
  });

  test.each([
    ['name', ' '],
    ['name', 'a'.repeat(81)],
    ['name', '\u200B\u2060\u200D'],
    ['name', 'Win at https://evil.example'],
    ['name', 'www.evil.example'],
    ['email', 'ada'],
    ['email', 'ада@пример.рф'],
    ['email', 'Ada <ada@example.com>'],
    ['email', `${'a'.repeat(250)}@example.com`],
    ['password', 'too short'],
    ['password', 'a'.repeat(201)],
    ['password', 'Ada@example.com'],
    ['password', 'password12'],
    ['password', 'Ada Lovelace'],
  ])('rejects the %s %j', async (field, value) => {
    expect(Object.keys((await read({ ...good, [field]: value })).errors)).toEqual([field]);
  });

  test('rejects a file in place of text', async () => {
    expect(Object.keys((await read({ ...good, name: new File(['x'], 'x') })).errors)).toEqual(['name']);
  });
});
