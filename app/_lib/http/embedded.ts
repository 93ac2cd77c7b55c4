/** The header by which the server tells the layout that a page is shown inside another site. Clients cannot set it. */
export const EMBEDDED_HEADER = 'x-embedded';

/** Returns whether an address is that of the player alone: `/embed/<id>`. Pure. */
export function isEmbedAddress(url: string): boolean {
  return url.startsWith('/embed/');
}
