import { FormMessage } from './form-message';

/** Below a form whose command its component could not handle, and set aside for the people who run the site. */
export function ParkedMessage() {
  return (
    <FormMessage kind="error">
      We couldn’t do this yet. Your request is kept, and the people who run this site can see it.
    </FormMessage>
  );
}
