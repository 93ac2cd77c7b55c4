/** More than any form of the site has in it: lists in lists, and arguments. */
const DEEPEST = 20;
const MOST_ARGUMENTS = 6;
/** Values that JSON has not, as React writes them: undefined, odd numbers, dates, big integers, and text with a dollar before it. */
const SCALAR = /^\$(?:$|\$|undefined$|NaN$|-?Infinity$|-0$|n-?\d{1,100}$|D\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$)/;
/** The form itself, whose fields come beside. */
const FORM = /^\$K[0-9a-f]{1,4}$/;

/**
 * Reads the arguments of a server action from JSON, as React writes them for forms: values, and the form. React knows
 * more (promises, streams, references between parts); no form of the site needs those, and they fail in many ways.
 * @returns null for anything else.
 */
export function readArguments(json: unknown): readonly unknown[] | null {
  if (typeof json !== 'string') return null;
  try {
    const values: unknown = JSON.parse(json);
    return Array.isArray(values) && values.length <= MOST_ARGUMENTS && isPlain(values, DEEPEST) ? values : null;
  } catch {
    return null;
  }
}

function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !value.startsWith('$') || SCALAR.test(value) || FORM.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.entries(value).every(([key, inner]) => key !== '__proto__' && isPlain(inner, depth - 1));
}

export function isForm(argument: unknown): boolean {
  return typeof argument === 'string' && FORM.test(argument);
}

/** How many arguments the action of a form with a state takes: what came of the form before, and the form. */
const BEFORE_AND_FORM = 2;

/**
 * How many arguments an action takes, by its id: Next writes into the second to seventh bit which of the first six it
 * uses, and into the eighth whether it may take more. Of an action that takes any, the last is the form. Next cannot see
 * what a function that another one made takes, and sets all the bits: those are the actions of forms with a state.
 */
export function argumentsOf(actionId: string): number {
  const bits = Number.parseInt(actionId.slice(0, 2), 16);
  if ((bits & 1) === 1) return BEFORE_AND_FORM;
  const used = (bits >> 1) & 0b111111;
  return used === 0 ? 0 : 6 - Math.log2(used & -used);
}
