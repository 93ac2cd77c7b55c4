'use client';

import { ButtonLink } from '@/app/_ui/base/button-link';
import { PageError, type ErrorProps } from '@/app/_ui/page/page-error';

export default function StudioError(props: ErrorProps) {
  return (
    <PageError
      {...props}
      text="Something went wrong on our side. Your videos are not affected. Try again in a moment."
      action={
        <ButtonLink variant="secondary" href="/studio">
          Your studio
        </ButtonLink>
      }
    />
  );
}
