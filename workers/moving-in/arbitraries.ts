import fc from 'fast-check';
import { type ArbitraryStream, anyOf, moments, variationsOf } from '@message-db/runtime/testing';
import { movingIn } from './contract';
import { examples } from './examples';

const ids = (beginning: string) => [1, 2, 3].map((n) => `${beginning}-0000-4000-8000-00000000000${n}`);
const uploadIds = ['a', 'b', 'c'].map((letter) => letter.repeat(32));
const [example] = examples.commands.RecordContents.data.items;
const [coming] = examples.events.ItemsChosen.data.items;

/** Items and videos of one person. @param index tells them from those of other people. */
function fieldsOf(index: number) {
  const itemId = fc.constantFrom(...ids('62000000').map((id) => id.replace('-0000-', `-000${index}-`)));
  const videoId = fc.constantFrom(...ids('10000000'));
  const origin = fc.constantFrom('youtube a', 'youtube b', null);
  const uploadId = fc.constantFrom(...uploadIds);
  return {
    ...{ itemId, videoId, origin, uploadId, at: moments, addedAt: moments, expiresAt: moments },
    readingId: fc.constantFrom(...ids('60000000')),
    moveId: fc.constantFrom(...ids('61000000')),
    itemIds: fc.array(itemId, { maxLength: 3 }),
    uploadIds: fc.array(uploadId, { maxLength: 2 }),
    found: fc.uniqueArray(
      fc.record({ itemId, origin, refusal: fc.constantFrom(null, 'empty' as const) }).map((each) => ({
        ...example!,
        ...each,
      })),
      { selector: (each) => each.itemId, maxLength: 3 },
    ),
    coming: fc.uniqueArray(
      fc.record({ itemId, videoId, origin, uploadId }).map((each) => ({ ...coming!, ...each })),
      { selector: (each) => each.itemId, maxLength: 3 },
    ),
  };
}

/** Commands to what the person of the examples brings. */
export function movingInCommands() {
  const { found, coming: _, ...fields } = fieldsOf(0);
  const { RecordContents, ...others } = movingIn.commands;
  const { RecordContents: contents, ...rest } = examples.commands;
  return fc.oneof(
    { weight: 4, arbitrary: anyOf(variationsOf(others, rest, fields)) },
    anyOf(variationsOf({ RecordContents }, { RecordContents: contents }, { ...fields, items: found })),
  );
}

/** Returns the stream of what a person brings. @param index tells the items from those of other streams. */
export function movingInStream(userId: string, index: number): ArbitraryStream {
  const { found, coming: items, ...varied } = fieldsOf(index);
  const fields = { ...varied, userId: fc.constant(userId) };
  const { ItemsFound, ItemsChosen, MoveStopped, ...others } = movingIn.events;
  const { ReadingStarted, ...later } = variationsOf(others, examples.events, fields);
  const withItems = variationsOf({ ItemsChosen, MoveStopped }, examples.events, { ...fields, items });
  const withFound = variationsOf({ ItemsFound }, examples.events, { ...fields, items: found });
  const next = fc.oneof({ weight: 3, arbitrary: anyOf(withFound) }, anyOf(withItems), anyOf(later));
  return { name: movingIn.stream(userId), first: ReadingStarted, later: next, weight: 2 };
}
