'use client';

import { isWaiting } from '@/app/_lib/commands/form-state';
import { Form } from '@/app/_ui/form/form';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { ConfirmPasswordField } from '../../_ui/confirm-password-field';
import { UsernameField } from '../../_ui/username-field';
import { disableOrShowCodes } from './actions';
import { RecoveryCodes } from './recovery-codes';

/** Shows recovery codes, or switches two-step sign-in off. @param left how many recovery codes were not used. */
export function EnabledForm({
  authenticatorId,
  left,
  email,
}: {
  authenticatorId: string;
  left: number;
  email: string;
}) {
  const form = useForm(disableOrShowCodes);
  const { state } = form;
  // Only codes have a dash: the other note says that something was saved.
  const codes = state.status === 'done' && state.note?.includes('-') ? state.note.split(' ') : null;
  return (
    <Form form={form} hidden={{ authenticatorId }} noValidate className="grid gap-5">
      {codes ? (
        <RecoveryCodes codes={codes} />
      ) : (
        <p className="text-pretty">
          {left === 0
            ? 'You have used all of your recovery codes. Switch two-step sign-in off and on again to get new ones.'
            : `You have ${left} recovery ${left === 1 ? 'code' : 'codes'}, each of which signs you in once without the app.`}
        </p>
      )}
      <UsernameField email={email} />
      <ConfirmPasswordField />
      <FormOutcome />
      {isWaiting(state) ? null : (
        <div className="flex flex-wrap gap-3">
          {left === 0 ? null : (
            <SubmitButton variant="secondary" name="change" value="show" pendingLabel="Showing…">
              Show the recovery codes
            </SubmitButton>
          )}
          <SubmitButton variant="danger" name="change" value="disable" pendingLabel="Switching off…">
            Switch off two-step sign-in
          </SubmitButton>
        </div>
      )}
    </Form>
  );
}
