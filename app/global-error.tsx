'use client';

import { buttonStyles } from './_ui/base/button-styles';
import { LogoMark } from './_ui/layout/logo';
import { PageError, type ErrorProps } from './_ui/page/page-error';
import './globals.css';

/** Replaces a page whose layout could not be rendered, most likely because the database is down. */
export default function GlobalError(props: ErrorProps) {
  return (
    <html lang="en">
      <body>
        <p className="flex min-h-16 items-center justify-center gap-2.5 border-b border-line bg-surface font-semibold tracking-[-0.015em]">
          <LogoMark className="size-8 shrink-0" /> Video Tutorials
        </p>
        <main>
          <PageError
            {...props}
            action={
              // A full load, because there is no layout to continue from.
              // oxlint-disable-next-line nextjs/no-html-link-for-pages
              <a href="/" className={buttonStyles('secondary')}>
                See all tutorials
              </a>
            }
          />
        </main>
      </body>
    </html>
  );
}
