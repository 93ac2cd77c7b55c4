import { NOT_FOUND } from '@/app/_ui/page/page-not-found';
import { StudioPageNotFound } from '../studio-page-not-found';

export const metadata = NOT_FOUND;

/** Every address below the studio's that has no page: it keeps the studio's navigation. */
export default function MissingPage() {
  return <StudioPageNotFound />;
}
