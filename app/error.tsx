'use client';

import { PageError, type ErrorProps } from './_ui/page/page-error';

/** For pages that have no error page of their own. */
export default function AnyPageError(props: ErrorProps) {
  return <PageError {...props} />;
}
