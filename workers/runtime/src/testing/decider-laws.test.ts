import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyOf, variationsOf } from './arbitrary-messages';
import { checkSteps, expectPure, expectRejectionsWithoutEffect, expectRepeatable } from './decider-laws';
import { Add, Added, Copy, Explode, Opened, counter, counterDecider } from '@/workers/testing/fixtures/counter';

const examples = {
  commands: {
    Add: Add({ counterId: 'a', amount: 1 }),
    Copy: Copy({ counterId: 'a', copyId: 'b' }),
    Explode: Explode({ counterId: 'a' }),
  },
};
const { Add: add, Copy: copy } = variationsOf(counter.commands, examples.commands, {
  amount: fc.integer({ min: -2, max: 2 }),
});
const life = { decider: counterDecider, commands: anyOf({ add, copy }) };
const withDecider = (decider: Partial<typeof counterDecider>) => ({
  ...life,
  decider: { ...counterDecider, ...decider },
});

test('accepts a decider that obeys the laws', () => {
  expectPure(life);
  expectRejectionsWithoutEffect(life);
  expectRepeatable({ ...life, commands: add.map(() => Add({ counterId: 'a', amount: -1 })) });
});

test('finds a repeated command that has a second effect, and shows it', () => {
  expect(() => expectRepeatable({ ...life, commands: add })).toThrow(
    /the effect of a repeated Add: .*\n\nwith\n {2}0 min later: Add {"counterId":"a","amount":1}\n\nFound in case \d+, shrunk \d+ times; again with SEED=\d+$/,
  );
});

test('finds a decision that depends on more than the command and the state', () => {
  let calls = 0;
  const stateful = withDecider({
    decide: (command) => [Opened({ counterId: command.data.counterId, total: ++calls })],
  });
  expect(() => expectPure(stateful)).toThrow('decided a second time from the same state');
});

test('finds a decision that changes its state', () => {
  const mutating = withDecider({
    decide(command, state) {
      Object.assign(state, { total: 1 });
      return counterDecider.decide(command, state);
    },
  });
  expect(() => expectPure(mutating)).toThrow(/read only property.*\n\nwith\n/s);
});

test('finds a state that does not survive a snapshot', () => {
  const lossy = withDecider({ evolve: (state) => ({ ...state, at: new Date(0) }) });
  expect(() => expectPure(lossy)).toThrow('the state after JSON');
});

test('finds a rejection that has an effect', () => {
  const effectful = withDecider({
    evolve: (state, { type }) => (type === 'AddRejected' ? { total: state.total - 1 } : state),
  });
  expect(() => expectRejectionsWithoutEffect(effectful)).toThrow(
    /AddRejected.*\n\nwith\n {2}0 min later: Add {"counterId":"a","amount":-1}\n/s,
  );
});

test('reports the failure of a check', () => {
  const check = () =>
    checkSteps({ ...life, past: [Added({ counterId: 'a', amount: 3, total: 3 })] }, (steps) => {
      for (const { after } of steps) expect(after.total).toBeLessThan(5);
    });
  expect(check).toThrow('expected 5 to be less than 5');
});
