// Logs before TypeScript can be loaded, in the same format as later.

/** @param {string} mark ✓, … or ✗ @param {string} text */
export function say(mark, text) {
  if (process.env.LOG_FORMAT !== 'json') return (mark === '✗' ? console.error : console.log)(mark + ' ' + text);
  const level = mark === '✗' ? 'error' : 'info';
  console.log(JSON.stringify({ level: level, time: new Date().toISOString(), name: 'supervisor', msg: text }));
}
