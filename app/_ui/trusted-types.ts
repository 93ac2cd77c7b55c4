/** Makes what a browser with Trusted Types accepts in place of a text. https://w3c.github.io/trusted-types */
interface TrustedTypePolicyFactory {
  createPolicy(
    name: string,
    rules: {
      createHTML?: (html: string) => string | null;
      createScript?: (text: string) => string | null;
      createScriptURL?: (url: string) => string | null;
    },
  ): { createHTML(html: string): string };
}

/** Missing in browsers without Trusted Types. */
const trustedTypes = (globalThis as { trustedTypes?: TrustedTypePolicyFactory }).trustedTypes;

/** HTML that can load and do nothing: a few tags, without attributes that mean something to a browser. */
const HARMLESS = /^(?:[^<]|<\/?(?:div|span|slot|h2|table|tr|td)(?: (?:id|class|name|part)="[\w -]*")*>)*$/;
/** The folder of the build's own files. */
const OWN_CODE = '/_next/static/';
/** With this, React makes an element for a script. A browser runs none that comes so, and this one is empty. */
const EMPTY_SCRIPT = '<script></script>';

/**
 * Has the browser refuse texts as HTML, code or the address of a script, by the header
 * `require-trusted-types-for 'script'`, except what the libraries on these pages need: texts with harmless tags, the
 * scripts of the build, and data for search engines, for when React makes a page again that somebody else has changed, such
 * as an extension of the browser. Called once, before them.
 */
export function restrictScripts(): void {
  trustedTypes?.createPolicy('default', {
    createHTML: (html) => (isHarmless(html) ? html : null),
    createScript: (text) => (isData(text) ? text : null),
    createScriptURL: (url) => (isOwnCode(url) ? url : null),
  });
}

/**
 * Returns a function by which a library's own templates may be HTML.
 * @param name of its policy. The header names all that there may be.
 */
export function trustTemplates(name: 'player'): (html: string) => string {
  const policy = trustedTypes?.createPolicy(name, { createHTML: (html) => html });
  return (html) => policy?.createHTML(html) ?? html;
}

/** Returns whether HTML can load and do nothing. Pure. */
export function isHarmless(html: string): boolean {
  return html === EMPTY_SCRIPT || HARMLESS.test(html);
}

/** Returns whether the text of a script is an object of JSON, which is no program in JavaScript. Pure. */
export function isData(text: string): boolean {
  if (!text.startsWith('{"')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Returns whether the address is of a file of the build, wherever the page is. */
export function isOwnCode(address: string, page = location.href): boolean {
  const url = new URL(address, page);
  return url.origin === new URL(page).origin && url.pathname.startsWith(OWN_CODE);
}
