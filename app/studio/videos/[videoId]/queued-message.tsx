import { FormMessage } from '@/app/_ui/form/form-message';

/** Below a form whose command was written, and waits for its component. */
export function QueuedMessage() {
  return (
    <FormMessage kind="notice">
      Saved and queued, because the site is busy. Your change takes effect by itself, and you can leave this page.
      <noscript> Reload the page to see if it is done.</noscript>
    </FormMessage>
  );
}
