import { InvalidArgumentError } from 'commander';
import { validate as isUuid } from 'uuid';
import { UsageError } from './usage-error';

/** Makes a parser for whole numbers in a range. @throws {InvalidArgumentError} for other text. */
export function integerParser(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= lowest && number <= highest) return number;
    const upTo = highest === Number.MAX_SAFE_INTEGER ? `from ${lowest} on` : `from ${lowest} to ${highest}`;
    throw new InvalidArgumentError(`It must be a whole number ${upTo}.`);
  };
}

/** Parses a position in a stream or in the store. */
export const parsePosition = integerParser(0, Number.MAX_SAFE_INTEGER);

/** Parses a UUID, and lower-cases it like the store. */
export function parseId(text: string): string {
  if (isUuid(text)) return text.toLowerCase();
  throw new InvalidArgumentError('It must be a UUID, as in 4f6c1c7e-2f5c-4d0e-9f5a-0c7b1d2e3f4a.');
}

/** Parses `consumer/globalPosition`, the end of a page of `park list`. */
export function parsePlace(text: string): { consumer: string; globalPosition: number } {
  const [, consumer, position] = /^(.+)\/(\d+)$/.exec(text) ?? [];
  if (consumer === undefined)
    throw new InvalidArgumentError('It must be a place as the previous page shows it, such as identity/1234.');
  return { consumer, globalPosition: Number(position) };
}

/** Parses a number of partitions. @throws {UsageError} */
export function parsePartitionCount(text: string): number {
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 256) return Number(text);
  throw new UsageError(`The number of partitions must be a whole number from 1 to 256, not ${text}.`);
}
