import { Children, type ReactNode } from 'react';
import { classNames } from './class-names';

/** In the room before a fact, which is outside of the box at the beginning of a line. */
const DOT =
  "relative ps-[0.8em] before:absolute before:start-0 before:w-[0.8em] before:text-center before:content-['·'_/_'']";

/** Short facts, with dots between those that are on the same line. Each child is one; null is none. */
export function Facts({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <p className={classNames('overflow-x-clip', className)}>
      <span className="-ms-[0.8em] flex flex-wrap items-baseline">
        {Children.toArray(children).map((fact, index) => (
          <span key={index} className={DOT}>
            {fact}{' '}
          </span>
        ))}
      </span>
    </p>
  );
}
