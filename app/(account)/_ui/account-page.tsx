import type { ReactNode } from 'react';
import { Card } from '@/app/_ui/base/card';
import { Container } from '@/app/_ui/layout/container';
import { PageHeader } from '@/app/_ui/page/page-header';

/** The frame of every account page: a card, and below it a link to another page. */
export function AccountPage(props: { title: string; text?: ReactNode; children: ReactNode; after?: ReactNode }) {
  return (
    <Container width="form">
      <PageHeader title={props.title} text={props.text} />
      <Card>{props.children}</Card>
      {props.after ? (
        <p className="mt-6 text-center text-muted [&_a]:font-medium [&_a]:text-accent [&_a]:underline [&_a]:underline-offset-4">
          {props.after}
        </p>
      ) : null}
    </Container>
  );
}
