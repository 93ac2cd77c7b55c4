'use client';

import { PageError, type ErrorProps } from './_ui/page/page-error';
import './globals.css';

/** For the frame of a page that could not be made: the database is not there, most likely. */
export default function GlobalError(props: ErrorProps) {
  return (
    <html lang="en">
      <body>
        <main>
          <PageError {...props} />
        </main>
      </body>
    </html>
  );
}
