/**
 * Runs in the page, after a template with the page's scripts: puts them into the page when somebody touches it by pointer,
 * finger or keyboard, and when they are needed for what the page shows: after news of its topics, after a new build or
 * another session, or when it cannot know because its stream failed or its tab was hidden. A page that follows nothing
 * has no stream. Until then its links and forms work as those of any page, and so does the key `/`: what is typed after it
 * goes into the search.
 */
const LOADER = `
const scripts = document.currentScript.previousElementSibling;
const { person, build } = document.documentElement.dataset;
const topics = [...document.querySelectorAll('template[data-topics]')].flatMap(({ dataset }) => dataset.topics.split(' '));
const query = new URLSearchParams(topics.map((topic) => ['topic', topic]));
const stream = topics.length > 0 ? new EventSource('/api/live?' + query) : null;
const signs = ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'focusin', 'visibilitychange'];
const load = () => {
  stream?.close();
  for (const sign of signs) document.removeEventListener(sign, load, true);
  scripts.replaceWith(document.importNode(scripts.content, true));
};
for (const sign of signs) document.addEventListener(sign, load, { capture: true, passive: true, once: true });
document.addEventListener('keydown', (event) => {
  const field = document.querySelector('header input[type=search]');
  const types = event.target.closest('input, textarea, select');
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || types || !field) return;
  event.preventDefault();
  if (!field.offsetParent) field.closest('[popover]').showPopover();
  field.focus();
  field.select();
});
if (stream) stream.onmessage = stream.onerror = load;
stream?.addEventListener('page', ({ data }) => data === person + '.' + build || load());
`
  .trim()
  .replaceAll(/\n\s*/g, '');

const FILE = /<script\b[^>]* src="[^"]*"[^>]*><\/script>/g;
const PRELOAD = /<link rel="preload" as="script"[^>]*>/g;

/**
 * Returns a document whose scripts are loaded when it is touched or has news: they are three quarters of what a page
 * weighs, and nobody needs them in order to read it. Pure.
 * @param nonce of the document's scripts.
 */
export function loadScriptsWhenTouched(html: string, nonce: string): string {
  const files = html.match(FILE) ?? [];
  const end = html.lastIndexOf('</body>');
  if (files.length === 0 || end < 0) return html;
  const withoutFiles = (part: string) => part.replaceAll(FILE, '').replaceAll(PRELOAD, '');
  const loader = `<template>${files.join('')}</template><script nonce="${nonce}">{${LOADER}}</script>`;
  return withoutFiles(html.slice(0, end)) + loader + withoutFiles(html.slice(end));
}
