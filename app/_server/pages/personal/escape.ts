/*
 * How a text is written in each place of a page in which a slot may stand, exactly as React and Next write it. A test
 * compares each function with them.
 */

const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' };

/** In HTML, as text or in a quoted attribute. */
export function inHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => HTML[character]!);
}

/**
 * In a row of React's payload, within a JSON string.
 * @param isWhole whether the slot is the whole string. Then a `$` at its begin would be a reference.
 */
export function inPayload(text: string, isWhole: boolean): string {
  const whole = isWhole && text.startsWith('$') ? `$${text}` : text;
  return JSON.stringify(whole).slice(1, -1);
}

/** In a script of the page that holds React's payload as a string of JavaScript. */
export function inScript(text: string, isWhole: boolean): string {
  const inString = JSON.stringify(inPayload(text, isWhole)).slice(1, -1);
  return inString.replace(/[&><\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
