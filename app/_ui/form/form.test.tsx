import { describe, expect, test, vi } from 'vitest';
import { IDLE, rejected, type Answer, type FormState } from '@/app/_lib/commands/form-state';
import { render } from '@/app/_lib/testing/render';
import { Field } from './field';
import { Form } from './form';
import { FormOutcome } from './form-outcome';
import type { FormHandle } from './use-form';

vi.mock('next/navigation', async (original) => ({
  ...(await original<object>()),
  usePathname: () => '/studio',
  useSearchParams: () => new URLSearchParams('page=2'),
}));

/** Renders a form of two fields after an answer of its action. */
function formAfter(answer: Answer | FormState, draft: FormHandle['draft'] = null) {
  const form: FormHandle = {
    state: { ...IDLE, ...answer },
    submit: () => {},
    ref: { current: null },
    page: { person: 'person', build: 'build', name: 'Ada' },
    draft,
  };
  return render(() => (
    <Form form={form} hidden={{ videoId: 'video' }}>
      <Field name="name" label="Name" hint="Yours." />
      <Field name="about" label="About" multiline defaultValue="As it was" />
      <FormOutcome />
      <button type="submit">Save</button>
    </Form>
  ));
}

const draft = { isRestored: false, waitsFor: null, discard: () => {}, settle: () => {} };

describe('a form', () => {
  test('sends the person and the build of its page, and its hidden fields', async () => {
    const { fields } = await formAfter(IDLE);
    expect(fields).toEqual({ pageStamp: 'person.build', videoId: 'video', name: '', about: 'As it was' });
  });

  test('shows a rejected field with its sentence, its value and the focus', async () => {
    const { html, text, fields } = await formAfter({
      ...IDLE,
      ...rejected({ name: 'Too long.' }),
      typed: { name: 'Aaa' },
    });
    expect(text).toContain('Too long.');
    expect(fields.name).toBe('Aaa');
    const [input] = /<input [^>]*name="name"[^>]*>/.exec(html)!;
    const describedBy = /aria-describedby="([^"]*)"/.exec(input)![1]!.split(' ');
    expect(input).toContain('aria-invalid="true"');
    expect(input).toMatch(/autofocus/i);
    expect(describedBy.map((id) => html.includes(`id="${id}"`))).toEqual([true, true]);
    expect(html.match(/ aria-invalid="/g)).toHaveLength(1);
  });

  test('puts the focus on the first of two rejected fields', async () => {
    const { html } = await formAfter(rejected({ about: 'Empty.', name: 'Empty.' }));
    expect(/<textarea [^>]*>/.exec(html)![0]).toMatch(/autofocus/i);
    expect(/<input [^>]*name="name"[^>]*>/.exec(html)![0]).not.toMatch(/autofocus/i);
  });

  test.each<[string, Answer, string]>([
    ['rejected as a whole', rejected({}, 'Not yours.'), 'Not yours.'],
    ['queued', { status: 'queued', traceId: 'trace' }, 'Saved and queued'],
    ['parked', { status: 'parked', traceId: 'trace' }, 'We couldn’t do this yet.'],
  ])('that is %s says so', async (_, answer, sentence) => {
    const { text } = await formAfter(answer);
    expect(text).toMatch(new RegExp(`About As it was ${sentence}.* Save$`));
  });

  test.each([
    ['signed-out', 'no longer signed in', '/sign-in?next=%2Fstudio%3Fpage%3D2'],
    ['new-build', 'The site was updated', '/studio?page=2'],
    ['unreachable', 'couldn’t be reached', null],
    ['failed', 'Something went wrong on our side', null],
  ] as const)('that is refused (%s) says why and what to do', async (reason, sentence, href) => {
    const { text, html } = await formAfter({ ...IDLE, refusal: { reason } });
    // The sentence is in one place, between the fields and the button.
    expect(text).toMatch(new RegExp(`About As it was .*${sentence}.* Save$`));
    if (href) expect(html).toContain(`href="${href}"`);
  });

  test('names the person who is signed in instead', async () => {
    const { text } = await formAfter({ ...IDLE, refusal: { reason: 'other-person', name: 'Bob' } });
    expect(text).toContain('You’re now signed in as Bob. This page belongs to Ada');
  });

  test('says that the typed text is kept only if there is a draft', async () => {
    const refused: FormState = { ...IDLE, refusal: { reason: 'failed' } };
    expect((await formAfter(refused)).text).not.toContain('is kept');
    expect((await formAfter(refused, draft)).text).toContain('What you typed is kept.');
  });

  test('says that unsaved changes are restored, and offers to discard them', async () => {
    const { text, buttons } = await formAfter(IDLE, { ...draft, isRestored: true });
    expect(text).toContain('Your unsaved changes are back.');
    expect(buttons).toEqual(['Discard', 'Save']);
  });
});
