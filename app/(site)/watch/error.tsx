'use client';

import { ButtonLink } from '@/app/_ui/base/button-link';
import { PageError, type ErrorProps } from '@/app/_ui/page/page-error';

export default function WatchError(props: ErrorProps) {
  return (
    <PageError
      {...props}
      title="This tutorial didn’t load"
      text="Something went wrong on our side. Try again in a moment."
      action={
        <ButtonLink variant="secondary" href="/">
          See all tutorials
        </ButtonLink>
      }
    />
  );
}
