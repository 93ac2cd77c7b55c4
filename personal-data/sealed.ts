import { z } from 'zod';

/**
 * A piece of personal data in a message: encrypted with the key of the person that it is of, whom the message names as
 * its `userId`. `seal.ts` makes and opens it. Without the key nobody can tell what it was.
 * @param max its longest form, in characters: a third more than the text takes in UTF-8, and 50.
 */
export const sealedText = (max = 2_000) =>
  z
    .string()
    .max(max)
    .regex(/^sealed:[A-Za-z0-9_-]{38,}$/)
    .brand<'sealed'>();

export type Sealed = z.output<ReturnType<typeof sealedText>>;

/** Data with its sealed fields opened: null where they cannot be. */
export type Opened<Data> = {
  [Name in keyof Data]: [Extract<Data[Name], Sealed>] extends [never]
    ? Data[Name]
    : Exclude<Data[Name], Sealed> | string | null;
};

/** Whether a value has the form of a sealed one. */
export function isSealed(value: unknown): value is Sealed {
  return typeof value === 'string' && value.startsWith('sealed:');
}
