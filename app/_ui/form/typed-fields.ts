import { BEGAN_FROM, type Typed } from '@/app/_lib/commands/form-state';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The fields of a form that are typed into or chosen from, passwords left out, and what that began from. */
function typedControls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter((element): element is Control => {
    if (element instanceof HTMLInputElement && element.name === BEGAN_FROM) return true;
    if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return element.name !== '';
    if (!(element instanceof HTMLInputElement) || element.name === '') return false;
    return (
      !/password/i.test(element.name) &&
      !['hidden', 'password', 'file', 'checkbox', 'radio', 'submit', 'button'].includes(element.type)
    );
  });
}

/** What is in the form now. */
export function readTyped(form: HTMLFormElement): Typed {
  return Object.fromEntries(typedControls(form).map(({ name, value }) => [name, value]));
}

/** Whether the fields are as the page had them. */
export function isUntouched(form: HTMLFormElement): boolean {
  return typedControls(form).every((control) => control.value === defaultOf(control));
}

function defaultOf(control: Control): string {
  if (!(control instanceof HTMLSelectElement)) return control.defaultValue;
  const options = [...control.options];
  return (options.find(({ defaultSelected }) => defaultSelected) ?? options[0])?.value ?? '';
}

/** Puts a draft into the form. @returns whether that changed anything. */
export function writeTyped(form: HTMLFormElement, typed: Typed): boolean {
  let changed = false;
  for (const control of typedControls(form)) {
    const value = typed[control.name];
    if (value === undefined || value === control.value) continue;
    control.value = value;
    if (control.name !== BEGAN_FROM) changed = true;
  }
  return changed;
}
