/** The line that shows where a dragged row would come. For elements that are `relative`. */
const line =
  'after:pointer-events-none after:absolute after:inset-x-2 after:z-40 after:h-1 after:rounded-full after:bg-accent';

export const DROP_BEHIND_LESSON = `${line} after:-bottom-0.5`;
export const DROP_BEHIND_SECTION = `${line} after:-bottom-2.5`;
export const DROP_BEFORE_SECTIONS = `${line} after:-top-2.5`;
