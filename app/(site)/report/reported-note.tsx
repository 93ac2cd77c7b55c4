import Link from 'next/link';
import { FormMessage } from '@/app/_ui/form/form-message';

/** Says that the user has reported this, and what follows. */
export function ReportedNote() {
  return (
    <FormMessage kind="success">
      You have reported this, thank you. A moderator will look at it, and we’ll mail you what they decide.{' '}
      <Link href="/account/reports">Your reports</Link>
    </FormMessage>
  );
}
