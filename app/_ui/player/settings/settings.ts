'use client';

import { keep } from './kept';

/** The speed that was chosen last; null if none was. */
export const speed = keep('speed', (kept) => (typeof kept === 'number' && kept > 0 ? kept : null));
/** The player takes the whole width of the page. */
export const theatre = keep('theatre', (kept) => kept === true);
/** What comes next plays by itself. */
export const autoplay = keep('autoplay', (kept) => kept !== false);
/** Keys work anywhere on the page. Without this, only while the focus is in the player. */
export const pageKeys = keep('page-keys', (kept) => kept !== false);
