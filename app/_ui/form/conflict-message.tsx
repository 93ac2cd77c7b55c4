import { FormMessage } from './form-message';

/** Says that another text was saved since the user began to edit, and shows it. */
export function ConflictMessage({ theirs }: { theirs: string }) {
  return (
    <FormMessage kind="error">
      <p>Another version was saved in the meantime, so yours isn’t saved yet. The other version:</p>
      <blockquote className="mt-2 max-h-60 overflow-y-auto whitespace-pre-wrap wrap-anywhere" dir="auto">
        {theirs === '' ? '(nothing)' : theirs}
      </blockquote>
    </FormMessage>
  );
}
