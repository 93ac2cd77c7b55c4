import { z } from 'zod';

/**
 * A piece of personal data in a message: encrypted with the key of the person that it is of, whom the message names as
 * its `userId`. `seal.ts` makes and opens it. Without the key nobody can tell what it was.
 * @param max its longest form, in characters: a third more than the text takes in UTF-8, and 50.
 */
export const encryptedText = (max = 2_000) =>
  z
    .string()
    .max(max)
    .regex(/^sealed:[A-Za-z0-9_-]{38,}$/)
    .brand<'encrypted'>();

export type Encrypted = z.output<ReturnType<typeof encryptedText>>;

/** Data with its sealed fields opened: null where they cannot be. */
export type Decrypted<Data> = {
  [Name in keyof Data]: [Extract<Data[Name], Encrypted>] extends [never]
    ? Data[Name]
    : Exclude<Data[Name], Encrypted> | string | null;
};

/** Whether a value has the form of a sealed one. */
export function isEncrypted(value: unknown): value is Encrypted {
  return typeof value === 'string' && value.startsWith('sealed:');
}
