'use client';

import { ButtonLink } from '@/app/_ui/base/button-link';
import { PageError, type ErrorProps } from '@/app/_ui/page/page-error';

export default function AccountError(props: ErrorProps) {
  return (
    <PageError
      {...props}
      action={
        <ButtonLink variant="secondary" href="/">
          See all tutorials
        </ButtonLink>
      }
    />
  );
}
