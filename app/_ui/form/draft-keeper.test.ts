import { beforeEach, describe, expect, test, vi } from 'vitest';

/** The parts of a form, its fields and the window that drafts need. */
class Input {
  constructor(
    readonly name: string,
    public defaultValue: string,
    readonly type = 'text',
    public value = defaultValue,
  ) {}
}
class TextArea extends Input {}
class Form extends EventTarget {
  constructor(readonly elements: Input[]) {
    super();
  }
  closest = () => null;
  type(value: string): void {
    (this.elements[0] as Input).value = value;
    this.dispatchEvent(new Event('input'));
  }
  /** Resets the form, as React does after its action has answered. */
  reset(saved: string): void {
    for (const field of this.elements) field.value = field.defaultValue = saved;
  }
}
vi.stubGlobal('HTMLInputElement', Input);
vi.stubGlobal('HTMLTextAreaElement', TextArea);
vi.stubGlobal('HTMLSelectElement', class extends Input {});
vi.stubGlobal('location', { pathname: '/studio/videos/1' });
const kept = new Map<string, string>();
const tab = Object.assign(new EventTarget(), {
  localStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  },
});
vi.stubGlobal('window', tab);
const { createDraftKeeper } = await import('./draft-keeper');

/** Returns whether a tab that closes now would ask. */
const asks = () => !tab.dispatchEvent(new Event('beforeunload', { cancelable: true }));

function open(saved = 'Knots') {
  const form = new Form([
    new Input('text', saved),
    new Input('password', '', 'password'),
    new Input('stamp', 'x', 'hidden'),
  ]);
  const keeper = createDraftKeeper('ada', 'name');
  const stop = keeper.attach(form as unknown as HTMLFormElement);
  keeper.restore(form as unknown as HTMLFormElement);
  return { form, keeper, stop, element: form as unknown as HTMLFormElement };
}

const draft = () => JSON.parse(kept.get('draft:ada:/studio/videos/1:name') ?? 'null');

beforeEach(() => kept.clear());

describe('text typed into a form', () => {
  test('is kept at each key, except passwords and hidden fields, and returns with the form', () => {
    const first = open();
    expect(asks()).toBe(false);
    first.form.type('Knots that hold');
    expect(draft()).toEqual({ text: 'Knots that hold' });
    expect(asks()).toBe(true);
    first.stop();
    expect(asks()).toBe(false);

    const again = open();
    expect(again.form.elements[0]?.value).toBe('Knots that hold');
    expect(again.keeper.isRestored()).toBe(true);
    expect(asks()).toBe(true);
    again.keeper.drop();
    expect(draft()).toBeNull();
    expect(asks()).toBe(false);
    again.stop();
  });

  test('is no draft any more after it is changed back', () => {
    const { form, stop } = open();
    form.type('Knot');
    form.type('Knots');
    expect(draft()).toBeNull();
    expect(asks()).toBe(false);
    stop();
  });

  test('is forgotten at once when it is saved, but text typed later is not', () => {
    const { form, keeper, element, stop } = open();
    form.type('Knots that hold');
    form.dispatchEvent(new Event('submit'));
    form.type('Knots that hold well');
    keeper.settle();
    form.reset('Knots that hold');
    keeper.answered(element, true);
    expect(form.elements[0]?.value).toBe('Knots that hold well');
    expect(asks()).toBe(true);
    form.dispatchEvent(new Event('submit'));
    keeper.settle();
    expect(draft()).toBeNull();
    expect(asks()).toBe(false);
    stop();
  });

  test('is kept if it is refused', () => {
    const { form, keeper, element, stop } = open();
    form.type('x'.repeat(200));
    form.dispatchEvent(new Event('submit'));
    form.reset('x'.repeat(200));
    keeper.answered(element, false);
    expect(draft()).toEqual({ text: 'x'.repeat(200) });
    expect(asks()).toBe(true);
    stop();
  });

  test('is kept while its command waits, without a question, and is in the form after a reload until the outcome arrives', () => {
    const first = open();
    first.form.type('Knots that hold');
    first.form.dispatchEvent(new Event('submit'));
    first.form.reset('Knots that hold');
    first.keeper.answered(first.element, false, 'trace-1');
    expect(asks()).toBe(false);
    first.stop();

    const again = open();
    expect(again.form.elements[0]?.value).toBe('Knots that hold');
    expect(again.keeper.waitsFor()).toBe('trace-1');
    expect(again.keeper.isRestored()).toBe(false);
    expect(asks()).toBe(false);
    again.keeper.settle();
    expect(again.keeper.waitsFor()).toBeNull();
    expect(draft()).toBeNull();
    again.stop();
  });

  test('leaves out text typed after a command was sent', () => {
    const { form, keeper, element, stop } = open();
    form.type('Knots that hold');
    form.dispatchEvent(new Event('submit'));
    form.type('Knots that hold well');
    form.reset('Knots that hold');
    keeper.answered(element, false, 'trace-1');
    expect(form.elements[0]?.value).toBe('Knots that hold well');
    expect(draft()).toEqual({ text: 'Knots that hold well' });
    expect(asks()).toBe(true);
    stop();
  });

  test('is kept with the text that it began from', () => {
    const page = (began: string) => new Form([new Input('text', 'Knots'), new Input('beganFrom', began, 'hidden')]);
    const first = createDraftKeeper('ada', 'name');
    const form = page('Knots');
    const stop = first.attach(form as unknown as HTMLFormElement);
    form.type('Knots that hold');
    stop();
    const later = page('Bends');
    const again = createDraftKeeper('ada', 'name');
    again.restore(later as unknown as HTMLFormElement);
    expect(later.elements.map(({ value }) => value)).toEqual(['Knots that hold', 'Knots']);
    again.drop();
  });

  test('is newer than the draft if it was typed before the scripts ran', () => {
    const first = open();
    first.form.type('Knots that hold');
    first.stop();
    const later = new Form([new Input('text', 'Knots', 'text', 'Bends')]);
    const again = createDraftKeeper('ada', 'name');
    const stop = again.attach(later as unknown as HTMLFormElement);
    again.restore(later as unknown as HTMLFormElement, new Set(['text']));
    later.dispatchEvent(new Event('input'));
    expect(later.elements[0]).toMatchObject({ value: 'Bends' });
    expect(again.isRestored()).toBe(false);
    expect(draft()).toEqual({ text: 'Bends' });
    again.drop();
    stop();
  });

  test('is newer than the text of a command that waits, if it was typed before the scripts ran', () => {
    const first = open();
    first.form.type('Knots that hold');
    first.form.dispatchEvent(new Event('submit'));
    first.keeper.answered(first.element, false, 'trace-1');
    first.stop();
    const later = new Form([new Input('text', 'Knots', 'text', 'Bends')]);
    const again = createDraftKeeper('ada', 'name');
    const stop = again.attach(later as unknown as HTMLFormElement);
    again.restore(later as unknown as HTMLFormElement, new Set(['text']));
    later.dispatchEvent(new Event('input'));
    later.reset('Knots that hold');
    again.answered(later as unknown as HTMLFormElement, true);
    expect(later.elements[0]).toMatchObject({ value: 'Bends' });
    expect(asks()).toBe(true);
    again.drop();
    stop();
  });

  test('is not mixed with text typed in another tab, and both are kept', () => {
    const mine = open();
    const other = open();
    mine.form.type('Mine');
    other.form.type('Of the other tab');
    mine.form.dispatchEvent(new Event('submit'));
    mine.form.reset('Mine');
    mine.keeper.answered(mine.element, true);
    expect(mine.form.elements[0]).toMatchObject({ value: 'Mine' });
    expect(asks()).toBe(true);
    expect(draft()).toMatchObject({ text: 'Of the other tab' });
    other.stop();
    expect(asks()).toBe(false);
  });
});
