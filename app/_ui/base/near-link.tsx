'use client';

import Link, { type LinkProps } from 'next/link';
import { useState } from 'react';

/**
 * A link whose page is loaded in advance when somebody is about to follow it: when the pointer, a finger or the focus
 * comes to it. Next does that for each link that is visible, which on the home page costs more than the page itself.
 */
export function NearLink<Route>(props: LinkProps<Route>) {
  const [isNear, setNear] = useState(false);
  const prepare = () => setNear(true);
  return (
    <Link
      {...props}
      prefetch={isNear ? null : false}
      onPointerEnter={prepare}
      onTouchStart={prepare}
      onFocus={prepare}
    />
  );
}
