'use client';

import type { ReactNode } from 'react';
import type { FormAction } from '@/app/_lib/commands/form-state';
import type { ButtonVariant } from '@/app/_ui/base/button-styles';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';

interface ChangeButtonProps {
  videoId: string;
  action: FormAction;
  variant?: ButtonVariant;
  pendingLabel: string;
  children: ReactNode;
}

/** A form with only a button, and its outcome. */
export function ChangeButton({ videoId, action, variant, pendingLabel, children }: ChangeButtonProps) {
  return (
    <Form form={useForm(action)} hidden={{ videoId }} className="grid gap-3">
      <FormOutcome />
      <SubmitButton variant={variant} pendingLabel={pendingLabel} className="justify-self-start">
        {children}
      </SubmitButton>
    </Form>
  );
}
