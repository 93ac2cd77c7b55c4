/** Makes what a browser with Trusted Types accepts in place of a text. https://w3c.github.io/trusted-types */
interface TrustedTypePolicyFactory {
  createPolicy(
    name: string,
    rules: {
      createHTML?: (html: string) => string | null;
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

/**
 * Has the browser refuse texts as HTML, code or the address of a script, by the header
 * `require-trusted-types-for 'script'`, except what the libraries on these pages need: texts with harmless tags, and the
 * scripts of the build. Called once, before them.
 */
export function restrictScripts(): void {
  trustedTypes?.createPolicy('default', {
    createHTML: (html) => (isHarmless(html) ? html : null),
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
  return HARMLESS.test(html);
}

/** Returns whether the address is of a file of the build, wherever the page is. */
export function isOwnCode(address: string, page = location.href): boolean {
  const url = new URL(address, page);
  return url.origin === new URL(page).origin && url.pathname.startsWith(OWN_CODE);
}
