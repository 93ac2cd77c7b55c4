import type { Change } from './change';
import type { Part } from './structure';

/**
 * Finds manual changes of the structure that migrations made, and their corrections. Foreign functions, triggers, rules
 * and policies in the site's schemas are removed, because they would act in the site's name. Pure.
 * @param expected the structure that the applied migrations make in an empty database.
 */
export function compareStructure(found: readonly Part[], expected: readonly Part[]): Change[] {
  const [there, wanted] = [byName(found), byName(expected)];
  return [
    ...missingFrom(found, wanted).flatMap(({ name, remove, isCode }) =>
      isCode && remove !== null ? [{ text: `- ${name}`, sql: remove }] : [],
    ),
    ...missingFrom(expected, there).flatMap(({ name, make }) =>
      make === null ? [] : [{ text: `+ ${name}`, sql: make }],
    ),
    ...expected.flatMap(({ name, definition, make, remove }) => {
      const drifted = there.has(name) && there.get(name)!.definition !== definition;
      if (!drifted || make === null) return [];
      // A function with dependents can be replaced, but not dropped.
      return [{ text: `~ ${name}`, sql: name.startsWith('function ') ? make : `${remove}; ${make}` }];
    }),
  ];
}

/** One sentence for each difference that may hold data and is therefore not corrected. Pure. */
export function describeStructure(found: readonly Part[], expected: readonly Part[]): string[] {
  const notes = (parts: readonly Part[], end: string) =>
    parts.filter(({ make, remove }) => make === null && remove === null).map(({ name }) => `The ${name} ${end}.`);
  return [
    ...notes(missingFrom(found, byName(expected)), 'does not belong to the site, and stays unchanged'),
    ...notes(missingFrom(expected, byName(found)), 'is missing, and set-up cannot create it'),
  ];
}

function byName(parts: readonly Part[]): Map<string, Part> {
  return new Map(parts.map((part) => [part.name, part]));
}

/** The parts in `one` but not in `other`, without the parts of tables that `other` lacks. */
function missingFrom(one: readonly Part[], other: ReadonlyMap<string, Part>): Part[] {
  return one.filter(({ name, table }) => !other.has(name) && (table === null || other.has(`table ${table}`)));
}
