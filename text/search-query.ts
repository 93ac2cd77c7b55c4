/** The longest text that a search takes, in UTF-16 units. What is longer is cut. */
export const QUERY_MAX = 200;
