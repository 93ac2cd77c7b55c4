/** Returns the condition that a time has come. It allows a minute for clock differences: of the application and the store. */
export function hasCome(time: string): string {
  return `${time} < now() + interval '1 minute'`;
}

/** Returns the rule for videos that are published. @param names the names of the table's columns. */
export function published({ isPublished, publishedAt }: { isPublished: string; publishedAt: string }): string {
  return `${isPublished} AND ${hasCome(publishedAt)}`;
}

/** Returns the rule for videos that are published, and not unlisted. @param names the names of the table's columns. */
export function listed({ isListed, publishedAt }: { isListed: string; publishedAt: string }): string {
  return `${isListed} AND ${hasCome(publishedAt)}`;
}
