import type { Change } from './change';
import type { Part } from './structure';

/**
 * What somebody changed by hand of the structure that migrations made, and what corrects it. Functions, triggers, rules and
 * policies of others in the site's schemas go, as they would act in the site's name. Pure.
 * @param expected what the applied migrations make in an empty database.
 */
export function compareStructure(found: readonly Part[], expected: readonly Part[]): Change[] {
  const [there, wanted] = [byName(found), byName(expected)];
  return [
    ...beyond(found, wanted).flatMap(({ name, remove, isCode }) =>
      isCode && remove !== null ? [{ text: `- ${name}`, sql: remove }] : [],
    ),
    ...beyond(expected, there).flatMap(({ name, make }) => (make === null ? [] : [{ text: `+ ${name}`, sql: make }])),
    ...expected.flatMap(({ name, definition, make, remove }) => {
      const drifted = there.has(name) && there.get(name)!.definition !== definition;
      if (!drifted || make === null) return [];
      // What depends on a function lets it be replaced, and not dropped.
      return [{ text: `~ ${name}`, sql: name.startsWith('function ') ? make : `${remove}; ${make}` }];
    }),
  ];
}

/** What differs and holds data, or may, and is therefore left as it is: a sentence each. Pure. */
export function describeStructure(found: readonly Part[], expected: readonly Part[]): string[] {
  const notes = (parts: readonly Part[], end: string) =>
    parts.filter(({ make, remove }) => make === null && remove === null).map(({ name }) => `The ${name} ${end}.`);
  return [
    ...notes(beyond(found, byName(expected)), 'is not of the site, and stays as it is'),
    ...notes(beyond(expected, byName(found)), 'is not there, and only you can make it'),
  ];
}

function byName(parts: readonly Part[]): Map<string, Part> {
  return new Map(parts.map((part) => [part.name, part]));
}

/** What is in the one and not in the other; of tables that the other does not have no parts. */
function beyond(one: readonly Part[], other: ReadonlyMap<string, Part>): Part[] {
  return one.filter(({ name, table }) => !other.has(name) && (table === null || other.has(`table ${table}`)));
}
