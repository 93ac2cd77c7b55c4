import { FormMessage } from './form-message';

/** Says that a command is parked: its component could not handle it, and an operator can retry it. */
export function ParkedMessage() {
  return (
    <FormMessage kind="error">
      We couldn’t do this yet. Your request is kept, and the people who run this site can see it.
    </FormMessage>
  );
}
