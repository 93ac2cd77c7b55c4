/**
 * What a tutorial can be about, by slug, with the names that people read. Events contain the slugs, and addresses will,
 * so the list may grow but never shrink.
 */
export const CATEGORY_NAMES = {
  software: 'Software and coding',
  data: 'Data and AI',
  electronics: 'Electronics and hardware',
  design: 'Design and illustration',
  photography: 'Photography and film',
  games: 'Games and animation',
  music: 'Music and sound',
  languages: 'Languages',
  writing: 'Writing and speaking',
  mathematics: 'Mathematics',
  science: 'Science and nature',
  humanities: 'History and society',
  business: 'Business and money',
  teaching: 'Teaching and study',
  craft: 'Craft and sewing',
  building: 'Building and repair',
  cooking: 'Cooking and baking',
  gardening: 'Garden and animals',
  health: 'Health and fitness',
  outdoors: 'Sport and outdoors',
  home: 'Home and everyday life',
} as const;

export type Category = keyof typeof CATEGORY_NAMES;

export const CATEGORIES = Object.keys(CATEGORY_NAMES) as [Category, ...Category[]];

export function isCategory(slug: string): slug is Category {
  return Object.hasOwn(CATEGORY_NAMES, slug);
}
