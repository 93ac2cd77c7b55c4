/**
 * Returns the rule for videos that are published. It allows a minute for clock differences, because the time comes
 * from the application or from the store.
 * @param names the names of the table's columns.
 */
export function published({ isPublished, publishedAt }: { isPublished: string; publishedAt: string }): string {
  return `${isPublished} AND ${publishedAt} < now() + interval '1 minute'`;
}
