'use client';

import { Field } from '@/app/_ui/form/field';
import { Form } from '@/app/_ui/form/form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { inviteToRegister } from './actions';

/** Invites somebody to open an account. @param asksForRole whether not everybody may upload. */
export function InviteForm({ asksForRole }: { asksForRole: boolean }) {
  const form = useForm(inviteToRegister);
  return (
    <Form form={form} noValidate className="grid gap-4">
      {form.state.status === 'done' ? (
        <FormMessage kind="success">
          An invitation is on its way to <bdi className="wrap-anywhere">{form.state.note}</bdi>.
        </FormMessage>
      ) : null}
      <Field name="email" label="Email" type="email" autoComplete="off" required />
      {asksForRole ? (
        <label className="flex min-h-11 items-center gap-3">
          <input
            type="checkbox"
            name="asCreator"
            value="yes"
            defaultChecked={form.state.typed.asCreator === 'yes'}
            className="size-5 shrink-0"
          />
          They may upload and publish
        </label>
      ) : null}
      <FormOutcome />
      <SubmitButton variant="secondary" pendingLabel="Inviting…" className="justify-self-start">
        Invite
      </SubmitButton>
    </Form>
  );
}
