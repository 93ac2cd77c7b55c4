'use client';

import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import type { Role } from '@/workers/collaboration/contract';
import { changeRole } from './actions';
import { ROLE_NAMES } from './roles';

/** The button that gives a collaborator the other role, at once: another click undoes it. */
export function RoleForm({ invitationId, name, role }: { invitationId: string; name: string; role: Role }) {
  const form = useForm(changeRole);
  const others = (Object.keys(ROLE_NAMES) as Role[]).filter((each) => each !== role);
  return (
    <Form form={form} hidden={{ invitationId }} className="grid justify-items-end gap-3">
      <FormOutcome />
      {others.map((other) => (
        <SubmitButton
          key={other}
          variant="secondary"
          size="small"
          name="role"
          value={other}
          pendingLabel="Changing…"
          aria-label={`Make ${ROLE_NAMES[other].toLowerCase()}: ${name}`}
        >
          Make {ROLE_NAMES[other].toLowerCase()}
        </SubmitButton>
      ))}
    </Form>
  );
}
