import type { MessageType, NewMessage } from '@message-db/client';
import fc from 'fast-check';

type Types = Record<string, MessageType<string, any>>;
type DataOf<T extends Types> = {
  [Type in keyof T]: T[Type] extends MessageType<string, infer Data> ? Data : never;
}[keyof T];
type FieldNameOf<Data> = Data extends unknown ? keyof Data & string : never;
type FieldOf<Data, Name> = Data extends unknown ? (Name extends keyof Data ? Data[Name] : never) : never;

/** Arbitrary values of fields, by the field's name. They apply to every message that has the field. */
export type ArbitraryFields<T extends Types> = {
  readonly [Name in FieldNameOf<DataOf<T>>]?: fc.Arbitrary<FieldOf<DataOf<T>, Name>>;
};

/** Arbitrary messages of each type, by the type's name. */
export type ArbitraryMessages<T extends Types> = { readonly [Type in keyof T]: fc.Arbitrary<ReturnType<T[Type]>> };

/**
 * Generates messages of every type of a contract: its examples, with some fields varied. So a new type is included as
 * soon as it has an example.
 * @param types the commands or the events of a contract.
 * @param fields arbitrary values of the fields that matter. Other fields keep the value of the example.
 */
export function variationsOf<T extends Types>(
  types: T,
  examples: { readonly [Type in keyof T]: ReturnType<T[Type]> },
  fields: ArbitraryFields<T>,
): ArbitraryMessages<T> {
  const variations = Object.entries(types).map(([name, type]) => {
    const { data } = (examples as Record<string, NewMessage<string, object>>)[name] as NewMessage<string, object>;
    const varied = Object.fromEntries(Object.entries(fields).filter(([field]) => Object.hasOwn(data, field)));
    return [
      name,
      fc.record(varied as Record<string, fc.Arbitrary<unknown>>).map((changes) => type({ ...data, ...changes })),
    ];
  });
  return Object.fromEntries(variations) as ArbitraryMessages<T>;
}

/** Generates one of these messages. All types are equally likely. */
export function anyOf<A extends Record<string, fc.Arbitrary<NewMessage>>>(messages: A): A[keyof A] {
  return fc.oneof(...Object.values(messages)) as A[keyof A];
}

/** Times within three days, from midnight to midnight in UTC, as ISO 8601. */
export const moments = fc
  .integer({ min: 0, max: 3 * 24 * 60 })
  .map((minutes) => new Date(Date.UTC(2026, 10, 20, 0, minutes)).toISOString());

/** Formats a message as one line: `VideoNamed {"videoId":…}`. */
export function describeMessage({ type, data }: { type: string; data: unknown }): string {
  return `${type} ${JSON.stringify(data)}`;
}
