/**
 * The rule for videos that everybody may see. A minute is for clocks that differ, as the time comes from the application
 * or from the store.
 * @param names of the table's columns.
 */
export function published({ isPublished, publishedAt }: { isPublished: string; publishedAt: string }): string {
  return `${isPublished} AND ${publishedAt} < now() + interval '1 minute'`;
}
