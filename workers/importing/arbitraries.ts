import fc from 'fast-check';
import { type ArbitraryStream, anyOf, moments, variationsOf } from '@message-db/runtime/testing';
import { importing } from './contract';
import { examples } from './examples';

const ids = (beginning: string) => [1, 2, 3].map((n) => `${beginning}-0000-4000-8000-00000000000${n}`);
const uploadIds = ['a', 'b', 'c'].map((letter) => letter.repeat(32));
const [example] = examples.commands.RecordScan.data.items;
const [chosenItem] = examples.events.ItemsChosen.data.items;

/** Items and videos of one person. @param index distinguishes them from those of other people. */
function fieldsOf(index: number) {
  const itemId = fc.constantFrom(...ids('62000000').map((id) => id.replace('-0000-', `-000${index}-`)));
  const videoId = fc.constantFrom(...ids('10000000'));
  const origin = fc.constantFrom('youtube a', 'youtube b', null);
  const uploadId = fc.constantFrom(...uploadIds);
  return {
    ...{ itemId, videoId, origin, uploadId, at: moments, addedAt: moments, expiresAt: moments },
    scanId: fc.constantFrom(...ids('60000000')),
    importId: fc.constantFrom(...ids('61000000')),
    itemIds: fc.array(itemId, { maxLength: 3 }),
    uploadIds: fc.array(uploadId, { maxLength: 2 }),
    found: fc.uniqueArray(
      fc.record({ itemId, origin, refusal: fc.constantFrom(null, 'empty' as const) }).map((each) => ({
        ...example!,
        ...each,
      })),
      { selector: (each) => each.itemId, maxLength: 3 },
    ),
    chosen: fc.uniqueArray(
      fc.record({ itemId, videoId, origin, uploadId }).map((each) => ({ ...chosenItem!, ...each })),
      { selector: (each) => each.itemId, maxLength: 3 },
    ),
  };
}

/** Commands to the imports of the person of the examples. */
export function importingCommands() {
  const { found, chosen: _, ...fields } = fieldsOf(0);
  const { RecordScan, ...others } = importing.commands;
  const { RecordScan: scan, ...rest } = examples.commands;
  return fc.oneof(
    { weight: 4, arbitrary: anyOf(variationsOf(others, rest, fields)) },
    anyOf(variationsOf({ RecordScan }, { RecordScan: scan }, { ...fields, items: found })),
  );
}

/** Returns the stream of a person's imports. @param index distinguishes the items from those of other streams. */
export function importingStream(userId: string, index: number): ArbitraryStream {
  const { found, chosen: items, ...varied } = fieldsOf(index);
  const fields = { ...varied, userId: fc.constant(userId) };
  const { ItemsFound, ItemsChosen, ImportStopped, ...others } = importing.events;
  const { ScanStarted, ...later } = variationsOf(others, examples.events, fields);
  const withItems = variationsOf({ ItemsChosen, ImportStopped }, examples.events, { ...fields, items });
  const withFound = variationsOf({ ItemsFound }, examples.events, { ...fields, items: found });
  const next = fc.oneof({ weight: 3, arbitrary: anyOf(withFound) }, anyOf(withItems), anyOf(later));
  return { name: importing.stream(userId), first: ScanStarted, later: next, weight: 2 };
}
