/** The end of a script with a part of React's payload, and the begin of the next. Neither can stand within a script. */
const SEAM = /"\]\)<\/script><script(?: nonce="[^"]*")?>self\.__next_f\.push\(\[1,"/g;

/** Joins the scripts of a document that hold React's payload to one. Next cuts it anywhere, as its stream does. */
export function joinPayload(html: string): string {
  return html.replaceAll(SEAM, '');
}

/**
 * Leaves the nonce of a document on the scripts that need it. Next also writes it where what is named is a file of the
 * site: in tags, and in the payload from which React makes such tags.
 */
export function withoutNeedlessNonces(html: string, nonce: string): string {
  const [inTag, inPayload] = [` nonce="${nonce}"`, `\\\\"nonce\\\\":\\\\"${nonce}\\\\"`];
  return html
    .replaceAll(/<(?:link|script(?=[^>]* src="))\b[^>]*>/g, (tag) => tag.replace(inTag, ''))
    .replaceAll(new RegExp(`${inPayload},|,?${inPayload}`, 'g'), '');
}
