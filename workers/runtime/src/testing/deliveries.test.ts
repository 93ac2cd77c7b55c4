import { categoryOf } from '@message-db/client';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryHistory, type ArbitraryStream, type Written } from './arbitrary-history';
import { checkProperty } from './check-property';
import { deliver, deliverWhole, describeDeliveries } from './deliveries';
import { Added, counter, label, Labelled, Opened } from '@/workers/testing/fixtures/counter';

const streams: ArbitraryStream[] = [
  ...['a', 'b'].map((id) => ({
    name: counter.stream(id),
    first: fc.constant(Opened({ counterId: id, total: 0 })),
    later: fc.constant(Added({ counterId: id, amount: 1, total: 1 })),
    weight: 2,
  })),
  { name: label.stream('a'), first: labelled(), later: labelled(), weight: 1 },
];
const categories = [counter.category, label.category];

function labelled() {
  return fc.constantFrom('one', 'two').map((text) => Labelled({ counterId: 'a', label: text }));
}

function checkHistories(check: (history: readonly Written[]) => void) {
  checkProperty(fc.property(arbitraryHistory(streams), check), ([history]) =>
    describeDeliveries(deliver(history, categories)),
  );
}

test('a stream begins once, with its first message', () => {
  checkHistories((history) => {
    for (const { message } of history) {
      if (message.streamName !== label.stream('a'))
        expect(message.type).toBe(message.position === 0 ? 'Opened' : 'Added');
    }
  });
});

test('delivers every message once, in the order of its category, in any batches', () => {
  checkHistories((history) => {
    for (const deliveries of [deliver(history, categories), deliverWhole(history, categories)]) {
      for (const category of categories) {
        const written = history
          .map(({ message }) => message)
          .filter(({ streamName }) => categoryOf(streamName) === category);
        expect(deliveries.flatMap((one) => (one.category === category ? one.messages : []))).toEqual(written);
      }
    }
  });
});

test('delivers a whole category as one batch', () => {
  checkHistories((history) => {
    expect(deliverWhole(history, categories).length).toBeLessThanOrEqual(2);
  });
});
