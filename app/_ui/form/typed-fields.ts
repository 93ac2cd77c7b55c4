import { BEGAN_FROM, type Typed } from '@/app/_lib/commands/form-state';

/** The event of a form after a program, and not the user, has set the value of a control. */
export const VALUE_SET = 'valueset';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * Returns the fields of a form that users type into or choose from, without passwords, and the field with the text that
 * they began from.
 */
function typedControls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter((element): element is Control => {
    if (element instanceof HTMLInputElement && element.name === BEGAN_FROM) return true;
    if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return element.name !== '';
    if (!(element instanceof HTMLInputElement) || element.name === '') return false;
    return (
      !/password/i.test(element.name) &&
      !['hidden', 'password', 'file', 'checkbox', 'submit', 'button'].includes(element.type)
    );
  });
}

function isRadio(control: Control): control is HTMLInputElement {
  return control.type === 'radio';
}

/** Returns the present values of the form. */
export function readTyped(form: HTMLFormElement): Typed {
  const chosen = typedControls(form).filter((control) => !isRadio(control) || control.checked);
  return Object.fromEntries(chosen.map(({ name, value }) => [name, value]));
}

/** Returns whether the fields have the values of the page. */
export function isUntouched(form: HTMLFormElement): boolean {
  return typedControls(form).every((control) =>
    isRadio(control) ? control.checked === control.defaultChecked : control.value === defaultOf(control),
  );
}

/** Returns the value that a control has on the page. */
export function defaultOf(control: Control): string {
  if (!(control instanceof HTMLSelectElement)) return control.defaultValue;
  const options = [...control.options];
  return (options.find(({ defaultSelected }) => defaultSelected) ?? options[0])?.value ?? '';
}

/**
 * Writes a draft into the form. @param newer the names of fields that keep what they have.
 * @returns whether that changed anything.
 */
export function writeTyped(form: HTMLFormElement, typed: Typed, newer: ReadonlySet<string> = new Set()): boolean {
  let changed = false;
  for (const control of typedControls(form)) {
    const value = typed[control.name];
    if (value === undefined || newer.has(control.name)) continue;
    if (isRadio(control)) {
      // The choice of one ends that of the others.
      if (control.value !== value || control.checked) continue;
      control.checked = true;
    } else {
      if (value === control.value) continue;
      control.value = value;
    }
    if (control.name !== BEGAN_FROM) changed = true;
  }
  if (changed) form.dispatchEvent(new Event(VALUE_SET));
  return changed;
}
