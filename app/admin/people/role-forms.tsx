'use client';

import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import type { Role } from '@/workers/identity/contract';
import { grantRole, withdrawRole } from './actions';

interface RoleFormProps {
  readonly personId: string;
  readonly name: string;
  readonly as: Role;
}

/** Gives somebody a role. */
export function GrantForm({ personId, name, as: role }: RoleFormProps) {
  const form = useForm(grantRole);
  return (
    <Form form={form} hidden={{ personId, role }} className="grid gap-3">
      <FormOutcome />
      <SubmitButton
        variant="secondary"
        size="small"
        pendingLabel="Saving…"
        aria-label={`Make ${role}: ${name}`}
      >{`Make ${role}`}</SubmitButton>
    </Form>
  );
}

/** Takes a role from somebody, or refuses what they asked for. @param asks whether they only asked for it. */
export function WithdrawForm({ personId, name, as: role, asks = false }: RoleFormProps & { asks?: boolean }) {
  const form = useForm(withdrawRole);
  const label = asks ? 'Refuse' : `Remove as ${role}`;
  return (
    <Form form={form} hidden={{ personId, role, isRefusal: asks ? 'yes' : '' }} className="grid gap-3">
      <FormOutcome />
      <SubmitButton variant="ghost" size="small" pendingLabel="Saving…" aria-label={`${label}: ${name}`}>
        {label}
      </SubmitButton>
    </Form>
  );
}
