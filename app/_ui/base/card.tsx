import type { ComponentProps } from 'react';
import { classNames } from './class-names';

/** A sheet on the page: a form, a figure, a list. Use `padded={false}` for a table that reaches its edges. */
export function Card({ padded = true, className, ...rest }: ComponentProps<'div'> & { padded?: boolean }) {
  return (
    <div
      {...rest}
      className={classNames('rounded-2xl border border-line bg-surface', padded && 'p-5 sm:p-7', className)}
    />
  );
}
