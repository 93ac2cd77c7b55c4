import { expect, test } from 'vitest';
import { scrollToOpenTab } from './scroll-to-open-tab';

/** A bar of 320 pixels, which is scrolled by 10, with an open tab that begins so far from the left of the window. */
function barWith(tab: { left: number; width: number } | null) {
  return {
    scrollLeft: 10,
    getBoundingClientRect: () => ({ left: 20, width: 320 }),
    querySelector: (selector: string) =>
      selector === '[aria-current]' && tab ? { getBoundingClientRect: () => tab } : null,
  };
}

test.each([
  ['to one that is out of sight', { left: 420, width: 80 }, 290],
  ['back to one that is out of sight on the other side', { left: -60, width: 80 }, -190],
  ['nowhere without one', null, 10],
])('a bar of tabs scrolls %s', (_, tab, scrollLeft) => {
  const bar = barWith(tab);
  scrollToOpenTab(bar as unknown as Element);
  expect(bar.scrollLeft).toBe(scrollLeft);
});
