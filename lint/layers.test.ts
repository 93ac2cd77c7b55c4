import { expect, test } from 'vitest';
import { LAYERS, layerOf } from './layers.js';

/** Returns the index of a layer, or of a file's layer, in the list. */
function placeOf(pattern: string): number {
  const name = pattern.replaceAll('*', 'x').replace(/^(@message-db\/[^/]+)\/.*/, '$1');
  const places = [pattern, name, layerOf(name), layerOf(`${name}.ts`)].map((each) =>
    LAYERS.findIndex(([layer]) => layer === each || new RegExp(`^${layer.replaceAll('*', '[^/]+')}$`).test(each)),
  );
  const exact = LAYERS.findIndex(([layer]) => layer === pattern);
  return exact === -1 ? places.find((place) => place !== -1)! : exact;
}

const layers = LAYERS.filter(([layer]) => layer !== 'bench' && layer !== 'e2e');

test.each(layers)('%s imports only layers before it', (layer, targets) => {
  const own = LAYERS.findIndex(([each]) => each === layer);
  for (const target of targets) {
    // Components import only the contracts of each other.
    if (layer === 'workers/*' && target === 'workers/*/contract') continue;
    // The folders of the runtime come before its index, which exports them.
    if (layer === 'workers/runtime') continue;
    const place = placeOf(target);
    expect([target, place !== -1 && (place < own || target === layer)]).toEqual([target, true]);
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
])('%s is in the layer %s', (file, layer) => expect(layerOf(file)).toBe(layer));
