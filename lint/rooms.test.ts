import { expect, test } from 'vitest';
import { ARROWS, roomOf } from './rooms.js';

/** The place of a room in the list; of a file that of its room. */
function placeOf(pattern: string): number {
  const name = pattern.replaceAll('*', 'x').replace(/^(@message-db\/[^/]+)\/.*/, '$1');
  const places = [pattern, name, roomOf(name), roomOf(`${name}.ts`)].map((each) =>
    ARROWS.findIndex(([room]) => room === each || new RegExp(`^${room.replaceAll('*', '[^/]+')}$`).test(each)),
  );
  const exact = ARROWS.findIndex(([room]) => room === pattern);
  return exact === -1 ? places.find((place) => place !== -1)! : exact;
}

const rooms = ARROWS.filter(([room]) => room !== 'bench' && room !== 'e2e');

test.each(rooms)('%s imports rooms before it only', (room, targets) => {
  const own = ARROWS.findIndex(([each]) => each === room);
  for (const target of targets) {
    // Of each other, components import the contracts.
    if (room === 'workers/*' && target === 'workers/*/contract') continue;
    // A folder of the runtime is before its index, which exports them.
    if (room === 'workers/runtime') continue;
    const place = placeOf(target);
    expect([target, place !== -1 && (place < own || target === room)]).toEqual([target, true]);
  }
});

test.each([
  ['environment.ts', '.'],
  ['instrumentation.node.ts', 'instrumentation'],
  ['db/operator-error.ts', 'db'],
  ['db/message-db/src/store.ts', 'db/message-db'],
  ['workers/run.ts', 'workers'],
  ['workers/identity/contract.ts', 'workers/identity'],
  ['workers/aggregators/contract', 'workers/aggregators/contract'],
  ['workers/aggregators/statements.ts', 'workers/aggregators'],
  ['workers/aggregators/videos/tables.ts', 'workers/aggregators/videos'],
  ['app/(site)/page.tsx', 'app'],
])('%s is in the room %s', (file, room) => expect(roomOf(file)).toBe(room));
