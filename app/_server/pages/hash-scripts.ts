import { hashSource, pagePolicy, type Framing } from '../security/policy';
import type { RenderedPage } from './finished-page';
import { loadScriptsWhenTouched } from './scripts-when-touched';
import { joinPayload, withoutNeedlessNonces } from './payload-scripts';

/**
 * Makes a page that was rendered with a nonce one that many may get: its policy names its scripts by their hashes, and
 * the nonce is gone. Only what has the nonce is a script of Next's and gets a hash. A script that somebody has smuggled
 * into the page does not, and does not run. Pure.
 * @param whenTouched whether the page loads the files of its scripts only when it is touched.
 * @param framing who may show it in a frame.
 */
export function hashScripts(
  { nonce, ...page }: RenderedPage,
  whenTouched = false,
  framing: Framing = 'never',
): RenderedPage {
  if (nonce === undefined) return page;
  const all = withoutNeedlessNonces(joinPayload(page.body.toString()), nonce);
  const html = whenTouched ? loadScriptsWhenTouched(all, nonce) : all;
  const inline = new RegExp(`<script(?![^>]* src=)[^>]* nonce="${nonce}"[^>]*>([^]*?)</script>`, 'g');
  const scripts = html.matchAll(inline);
  const hashes = new Set([...scripts].map(([, text]) => hashSource(text!)));
  return {
    ...page,
    headers: { ...page.headers, 'content-security-policy': pagePolicy([...hashes], framing) },
    // So two renderings of the same page are equal.
    body: Buffer.from(html.replaceAll(` nonce="${nonce}"`, '')),
  };
}
