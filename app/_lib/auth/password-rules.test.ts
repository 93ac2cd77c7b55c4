import { expect, test } from 'vitest';
import { passwordError } from './password-rules';

const person = { email: 'ada@example.com', name: 'Ada Lovelace' };

test.each(['too short', 'a'.repeat(201), 'Ada@example.com', 'password12', 'Ada Lovelace'])(
  'refuses the password %j',
  async (password) => expect(await passwordError(password, person)).toEqual(expect.any(String)),
);

test.each(['a few plain words', '  Secret words  ', `${'words and '.repeat(18)}more`, 'дождь в понедельник'])(
  'accepts the password %j',
  async (password) => expect(await passwordError(password, person)).toBeNull(),
);
