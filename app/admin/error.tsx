'use client';

import { ButtonLink } from '@/app/_ui/base/button-link';
import { PageError, type ErrorProps } from '@/app/_ui/page/page-error';

export default function AdminError(props: ErrorProps) {
  return (
    <PageError
      {...props}
      title="The messages didn’t load"
      text="Something went wrong on the site’s side. Its log has the reason, by the error number."
      action={
        <ButtonLink variant="secondary" href="/admin">
          All messages
        </ButtonLink>
      }
    />
  );
}
