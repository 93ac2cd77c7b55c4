import { expect, test, vi } from 'vitest';
import { IDLE, rejected, type FormState } from '@/app/_lib/commands/form-state';
import { render } from '@/app/_lib/testing/render';
import { TextForm } from './text-form';

const form = vi.hoisted(() => ({ state: {} as FormState }));
vi.mock('@/app/_ui/form/use-form', () => ({
  useForm: () => ({
    state: form.state,
    submit: () => {},
    ref: { current: null },
    page: { person: 'person', build: 'build', name: 'Ada' },
    draft: null,
  }),
}));

/** The form rendered without scripts. Its next post sends the values in it. */
function formAfter(state: Partial<FormState>, current = 'The page’s') {
  form.state = { ...IDLE, ...state } as FormState;
  return render(() => (
    <TextForm
      videoId="video"
      action={async () => IDLE}
      name="name"
      label="Name"
      hint="Short."
      button="Save name"
      current={current}
    />
  ));
}
const typed = { name: 'Mine', beganFrom: 'Old' };

test('begins from the text of the page', async () => {
  const { fields, buttons } = await formAfter({});
  expect(fields).toMatchObject({ name: 'The page’s', beganFrom: 'The page’s', videoId: 'video' });
  expect(buttons).toEqual(['Save name']);
});

test('keeps the typed text, and the text that it began from, if it is rejected', async () => {
  const { fields, text } = await formAfter({ ...rejected({ name: 'Too long.' }), typed });
  expect(fields).toMatchObject(typed);
  expect(text).toContain('Too long.');
});

test('shows the other text of a conflict, and begins from that if it is sent once more', async () => {
  const { fields, text, buttons } = await formAfter({ status: 'conflict', theirs: 'Theirs', typed });
  expect(fields).toMatchObject({ name: 'Mine', beganFrom: 'Theirs' });
  expect(text).toMatch(/Another version was saved.*Theirs/);
  expect(buttons).toEqual(['Save this version', 'Use the other version']);
});

test('keeps the typed text while its command waits, until the page shows it', async () => {
  const waiting = { status: 'queued', traceId: 'trace', typed } as const;
  expect(await formAfter(waiting)).toMatchObject({
    fields: { name: 'Mine' },
    text: expect.stringContaining('Saved and queued'),
  });
  const shown = await formAfter(waiting, 'Mine');
  expect(shown.text).toContain('Saved');
  expect(shown.text).not.toContain('queued');
});

test('says that it is saved, or that there was nothing to save', async () => {
  expect((await formAfter({ status: 'done', note: 'No changes to save' })).text).toContain('No changes to save');
});
