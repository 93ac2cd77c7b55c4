import type { ReactNode } from 'react';
import { classNames } from '@/app/_ui/base/class-names';

const widths = { wide: 'max-w-page', text: 'max-w-3xl', form: 'max-w-md' };

/** The column of a page: `wide` for grids and tables, `text` for one text to read, `form` for one form. */
export function Container({
  width = 'wide',
  className,
  children,
}: {
  width?: keyof typeof widths;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={classNames('mx-auto w-full px-4 py-8 sm:px-6 sm:py-12 lg:px-8', widths[width], className)}>
      {children}
    </div>
  );
}
