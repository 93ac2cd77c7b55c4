import { PageNotFound } from '@/app/_ui/page/page-not-found';

/** The page of the studio for something that does not exist, or that the user may not see. */
export function StudioPageNotFound() {
  return <PageNotFound why="It may have been deleted, or you don’t have access. The address may also be mistyped." />;
}
