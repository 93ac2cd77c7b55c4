'use client';

import type { ReactNode } from 'react';
import type { ButtonVariant } from '@/app/_ui/base/button-styles';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { ParkedMessage } from '@/app/_ui/form/parked-message';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import type { ChangeAction } from './change-state';
import { QueuedMessage } from './queued-message';
import { useChange } from './use-change';

interface ChangeButtonProps {
  action: ChangeAction;
  variant?: ButtonVariant;
  pendingLabel: string;
  children: ReactNode;
}

/** A form that is a button alone, and what came of it. */
export function ChangeButton({ action, variant, pendingLabel, children }: ChangeButtonProps) {
  const form = useChange(action);
  const { state } = form;
  return (
    <Form form={form} className="grid gap-3">
      <SubmitButton variant={variant} pendingLabel={pendingLabel} className="justify-self-start">
        {children}
      </SubmitButton>
      {state.status === 'rejected' ? <FormMessage kind="error">{state.error}</FormMessage> : null}
      {state.status === 'queued' ? <QueuedMessage /> : null}
      {state.status === 'parked' ? <ParkedMessage /> : null}
    </Form>
  );
}
