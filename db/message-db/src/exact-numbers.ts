/** Numbers of fewer digits are exact in JavaScript. */
const DIGITS = 16;

/**
 * Whether JSON has a number that JavaScript cannot hold exactly, and would read as another one. It runs for each
 * message, so it checks only every sixteenth character until it finds a digit.
 */
export function isInexact(json: string): boolean {
  for (let index = DIGITS - 1; index < json.length; index += DIGITS) {
    if (isOfNumber(json.charCodeAt(index)) && lengthAround(json, index) >= DIGITS) return hasInexact(json);
  }
  return false;
}

/** A digit or a decimal point. */
function isOfNumber(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 46;
}

function lengthAround(json: string, index: number): number {
  let from = index;
  while (isOfNumber(json.charCodeAt(from - 1))) from -= 1;
  let to = index + 1;
  while (isOfNumber(json.charCodeAt(to))) to += 1;
  return to - from;
}

/** Strings, so that their content is skipped, and numbers. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

function hasInexact(json: string): boolean {
  for (const [token] of json.matchAll(TOKENS)) {
    if (token.length >= DIGITS && !token.startsWith('"') && !isExact(token)) return true;
  }
  return false;
}

/** Whether a double holds the number: an integer exactly, or a decimal that is the shortest text of a double. */
function isExact(text: string): boolean {
  const number = Number(text);
  if (!Number.isFinite(number)) return false;
  if (decimalOf(text) === decimalOf(String(number))) return true;
  return /^-?\d+$/.test(text) && BigInt(text) === BigInt(number);
}

/** A number's sign, its digits without leading and trailing zeros, and its exponent. */
function decimalOf(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  if (trimmed === '') return '0';
  return `${sign}${trimmed}e${Number(exponent) - fraction.length + digits.length - trimmed.length}`;
}
