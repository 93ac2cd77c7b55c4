/** Copies a text. @returns whether it is in the clipboard: a browser may let no script copy. */
export async function writeToClipboard(text: string): Promise<boolean> {
  // There is no `clipboard` over plain http.
  if (!('clipboard' in navigator)) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
