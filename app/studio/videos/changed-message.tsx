'use client';

import { FormMessage } from '@/app/_ui/form/form-message';
import { FormOutcome } from '@/app/_ui/form/form-outcome';
import { Form } from '@/app/_ui/form/form';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { useForm } from '@/app/_ui/form/use-form';
import { undoPublicity } from './actions';

interface ChangedMessageProps {
  change: 'publish' | 'unpublish';
  /** What became of it, in sentences, one a line. */
  text: string;
  /** All videos are as wanted. */
  isWhole: boolean;
  /** Who could watch the videos before, as in the address. Empty if nothing can be undone any more. */
  was: string;
  /** The parameters of the list's address. */
  list: string;
}

/** Says right after several videos were published, or unpublished, what became of that, with a button to undo it. */
export function ChangedMessage({ change, text, isWhole, was, list }: ChangedMessageProps) {
  const form = useForm(undoPublicity);
  return (
    <div className="mb-6">
      <FormMessage kind={isWhole ? 'success' : 'notice'}>
        <Form form={form} hidden={{ change, was, list }} className="grid gap-3">
          <p className="whitespace-pre-line wrap-anywhere">{text}</p>
          <FormOutcome />
          {was === '' ? null : (
            <SubmitButton size="small" variant="secondary" pendingLabel="Undoing…" className="justify-self-start">
              Undo
            </SubmitButton>
          )}
        </Form>
      </FormMessage>
    </div>
  );
}
