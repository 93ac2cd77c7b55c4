/** Scrolls a bar of tabs sideways until the open one is in its middle, as far as it can. The page itself stays. */
export function scrollToOpenTab(bar: Element): void {
  const tab = bar.querySelector('[aria-current]');
  if (tab) bar.scrollLeft += middleOf(tab) - middleOf(bar);
}

function middleOf(element: Element): number {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
}
