import { z } from 'zod';

/**
 * Returns the schema of a field with personal data in a message. The field is encrypted with the key of the person that
 * the message names as `userId`. `encryption.ts` encrypts and decrypts it. Without the key it cannot be decrypted.
 * @param max the longest encrypted text, in characters: a third more than the bytes of the text in UTF-8, plus 50.
 */
export const encryptedText = (max = 2_000) =>
  z
    .string()
    .max(max)
    .regex(/^sealed:[A-Za-z0-9_-]{38,}$/)
    .brand<'encrypted'>();

export type Encrypted = z.output<ReturnType<typeof encryptedText>>;

/** Data with its encrypted fields decrypted; a field that cannot be decrypted is null. */
export type Decrypted<Data> = {
  [Name in keyof Data]: [Extract<Data[Name], Encrypted>] extends [never]
    ? Data[Name]
    : Exclude<Data[Name], Encrypted> | string | null;
};

/** Returns whether a value has the form of encrypted text. */
export function isEncrypted(value: unknown): value is Encrypted {
  return typeof value === 'string' && value.startsWith(PREFIX);
}

/** The prefix of encrypted text. It is stored in messages. */
export const PREFIX = 'sealed:';
