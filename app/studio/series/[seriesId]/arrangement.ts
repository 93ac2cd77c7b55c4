/** The id of the form that all buttons of the curriculum send. The value of a button is its step. */
export const ARRANGEMENT = 'arrangement';
