/** The number of cards on a page of a list. It fills rows of two, three and four. */
export const PAGE_SIZE = 24;
