/** What the home page shows of a video that somebody has begun. */
export interface BegunCard {
  readonly videoId: string;
  readonly name: string;
  readonly creatorName: string;
  /** The address of its poster, and its copies as in `srcset`. Null without them. */
  readonly poster: string | null;
  readonly posterCopies: string | null;
}
