import { describe, expect, test } from 'vitest';
import { asksTooLate, done, IDLE, rejected, TRACE_FIELD, type Answer, type FormState } from './form-state';

const stateOf = (answer: Answer): FormState => ({ ...answer, refusal: null, typed: {} });
const waitingFor = (traceId: string) => stateOf({ status: 'queued', traceId });

function formWith(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

describe('a form that asks for the outcome of a command', () => {
  const asking = formWith({ name: 'Knots', [TRACE_FIELD]: 'first' });

  test.each<[string, FormState]>([
    ['while it waits for it', waitingFor('first')],
    ['while it is parked', stateOf({ status: 'parked', traceId: 'first' })],
    ['after a failed request', { ...waitingFor('first'), refusal: { reason: 'unreachable' } }],
    ['on a page that was loaded again', IDLE],
  ])('is in time %s', (_, before) => expect(asksTooLate(before, asking)).toBe(false));

  test.each<[string, FormState]>([
    ['waits for a newer command', waitingFor('second')],
    ['has the outcome', stateOf(done())],
    ['was rejected when it was sent again', stateOf(rejected({ name: 'Too long' }))],
    ['was sent again and met other edits', stateOf({ status: 'conflict', theirs: { name: 'Ropes' } })],
  ])('is too late if it %s', (_, before) => expect(asksTooLate(before, asking)).toBe(true));
});

test('a form that is sent is never too late', () => {
  for (const before of [IDLE, stateOf(done()), waitingFor('first')])
    expect(asksTooLate(before, formWith({ name: 'Knots' }))).toBe(false);
});
