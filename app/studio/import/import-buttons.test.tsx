import { expect, test, vi } from 'vitest';
import { done, IDLE, type FormState } from '@/app/_lib/commands/form-state';
import { render } from '@/app/_lib/testing/render';
import { StopForm } from './import-buttons';

const answered = vi.hoisted(() => ({ state: null as FormState | null }));
vi.mock('./actions', () => ({ stopImport: null, removeArchive: null, removeArchives: null, discardArchive: null }));
vi.mock('@/app/_ui/form/use-form', () => ({
  useForm: () => ({
    state: answered.state,
    submit: () => {},
    ref: { current: null },
    page: { person: 'person', build: 'build', name: 'Ada' },
    draft: null,
  }),
}));

const stopped: FormState = { ...IDLE, ...done() };

test.each([
  ['a button while an import is under way', IDLE, 'One of two', 'One of two Stop'],
  ['that it was stopped', stopped, null, 'The import was stopped.'],
  ['nothing more of that once another import is under way', stopped, 'One of two', 'One of two Stop'],
  ['nothing before', IDLE, null, ''],
])('the form that stops an import has %s', async (_, state, progress, words) => {
  answered.state = state;
  const { text } = await render(() => <StopForm>{progress}</StopForm>);
  expect(text).toMatch(new RegExp(`^${words}${words.endsWith('.') ? '' : '$'}`));
});
