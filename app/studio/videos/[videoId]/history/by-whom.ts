/** Returns in words who made a change, for a reader of a history; null if no person is recorded. Pure. */
export function byWhom(
  { userId, userName }: { readonly userId: string | null; readonly userName: string | null },
  reader: string,
): string | null {
  if (userId === null) return null;
  if (userId === reader) return 'by you';
  return userName === null ? 'by somebody else' : `by ${userName}`;
}
