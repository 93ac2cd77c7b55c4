'use client';

import { PASSWORD_MAX } from '@/app/_lib/auth/password-rules';
import { Form } from '@/app/_ui/form/form';
import { useForm } from '@/app/_ui/form/use-form';
import { FormMessage } from '@/app/_ui/form/form-message';
import { ParkedMessage } from '@/app/_ui/form/parked-message';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { PasswordField } from '../../_ui/password-field';
import { useFocusOnFirstInvalid } from '../../_ui/use-focus-on-first-invalid';
import { deleteAccount, type DeleteState } from './action';

const untouched: DeleteState = { errors: {} };

/** Asks for the password once more: an open browser alone deletes nobody. */
export function DeleteForm() {
  const form = useForm(deleteAccount, untouched);
  const { state } = form;
  useFocusOnFirstInvalid(form.ref, state.errors);
  if (state.status === 'parked') return <ParkedMessage />;
  if (state.status === 'queued') {
    return (
      <FormMessage kind="notice">
        Your request is saved. Your account will be deleted shortly, and you can close this page.
      </FormMessage>
    );
  }
  return (
    <Form form={form} noValidate className="grid gap-5">
      {state.problem ? <FormMessage kind="error">{state.problem}</FormMessage> : null}
      <PasswordField
        name="password"
        label="Password"
        hint="To confirm that it’s you."
        autoComplete="current-password"
        required
        maxLength={PASSWORD_MAX}
        error={state.errors.password}
        autoFocus={Boolean(state.errors.password)}
      />
      <SubmitButton variant="danger" pendingLabel="Deleting…">
        Delete my account permanently
      </SubmitButton>
    </Form>
  );
}
