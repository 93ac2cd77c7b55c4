'use client';

import PageError from './error';
import './globals.css';

/** When even the frame of a page cannot be made: the database is not there, most likely. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page didn’t load · Video Tutorials</title>
        <main>
          <PageError {...props} />
        </main>
      </body>
    </html>
  );
}
