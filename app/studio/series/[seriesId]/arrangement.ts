/** The id of the form that all buttons of the curriculum send. The value of a button is its step. */
export const ARRANGEMENT = 'arrangement';
/** The id of the form that moves the ticked lessons. */
export const MOVING = 'moving';

/** The id of the box that ticks a lesson. */
export function tickId(lessonId: string): string {
  return `${lessonId}-tick`;
}
