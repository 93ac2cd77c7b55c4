import { Gavel } from 'lucide-react';
import { ButtonLink } from '@/app/_ui/base/button-link';

/** Leads moderators to the case of a video or a person, where others have the link to report it. */
export function ModerateLink({ subjectId }: { subjectId: string }) {
  return (
    <ButtonLink variant="ghost" href={`/admin/reports/${subjectId}`} className="print:hidden">
      <Gavel aria-hidden /> Moderate
    </ButtonLink>
  );
}
