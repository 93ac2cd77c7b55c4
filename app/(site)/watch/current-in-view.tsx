'use client';

import { useLayoutEffect, useRef, type ComponentProps } from 'react';

/** A list that scrolls by itself, and shows its current entry when it appears. The page stays where it is. */
export function CurrentInView(props: ComponentProps<'div'>) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const list = ref.current;
    const current = list?.querySelector('[aria-current]');
    if (!list || !current) return;
    const offset = current.getBoundingClientRect().top - list.getBoundingClientRect().top;
    list.scrollTop += offset - list.clientHeight / 3;
  }, []);
  return <div {...props} ref={ref} />;
}
