/** The deepest nesting of lists and objects in arguments. No form of the site reaches it. */
const MAX_DEPTH = 20;
const MAX_ARGUMENTS = 6;
/**
 * Values that JSON lacks, in React's notation: undefined, NaN and infinities, dates, big integers, and text that begins
 * with a dollar.
 */
const SCALAR = /^\$(?:$|\$|undefined$|NaN$|-?Infinity$|-0$|n-?\d{1,100}$|D\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$)/;
/** A reference to the form itself, whose fields are sent beside it. */
const FORM = /^\$K[0-9a-f]{1,4}$/;

/**
 * Reads the arguments of a server action from JSON in React's notation: values, and the form. React knows more
 * (promises, streams, references between parts), but no form of the site needs those, and they fail in many ways.
 * @returns null for anything else.
 */
export function readArguments(json: unknown): readonly unknown[] | null {
  if (typeof json !== 'string') return null;
  try {
    const values: unknown = JSON.parse(json);
    return Array.isArray(values) && values.length <= MAX_ARGUMENTS && isPlain(values, MAX_DEPTH) ? values : null;
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

/** The number of arguments of an action of a form with a state: the previous state and the form. */
const ARGUMENTS_WITH_STATE = 2;

/**
 * Returns how many arguments an action takes, from the first byte of its id. Next sets a bit for each of the first six
 * arguments that the action uses (bits two to seven), and the eighth bit if it may take more. If an action takes
 * arguments, the form is the last one. Next cannot see the arguments of a function that another function made, and sets
 * all bits: these are the actions of forms with a state.
 */
export function argumentsOf(actionId: string): number {
  const bits = Number.parseInt(actionId.slice(0, 2), 16);
  if ((bits & 1) === 1) return ARGUMENTS_WITH_STATE;
  const used = (bits >> 1) & 0b111111;
  return used === 0 ? 0 : 6 - Math.log2(used & -used);
}
