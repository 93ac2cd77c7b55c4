'use client';

import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import type { Role, SubjectKind } from '@/workers/collaboration/contract';
import { RoleFields } from './role-fields';
import { invite } from './actions';

interface InviteFormProps {
  kind: SubjectKind;
  id: string;
  meanings: Readonly<Record<Role, string>>;
  /** For how many days the link works. */
  days: number;
}

/** Invites somebody by email address or handle. */
export function InviteForm({ kind, id, meanings, days }: InviteFormProps) {
  const form = useForm(invite);
  const { state } = form;
  const isSent = state.status === 'done' && !state.refusal;
  return (
    <Form form={form} hidden={{ kind, id }} className="grid gap-6">
      <Field
        name="who"
        label="Email address or handle"
        hint={`We send a link that works once, within ${days} days. Anyone without an account can register first.`}
        placeholder="name@example.com or @handle"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        inputMode="email"
      />
      <RoleFields meanings={meanings} chosen={state.typed.role} />
      <FormOutcome />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton pendingLabel="Inviting…">Invite</SubmitButton>
        <output className="text-sm font-medium text-accent">{isSent ? 'The invitation is on its way.' : null}</output>
      </div>
    </Form>
  );
}
