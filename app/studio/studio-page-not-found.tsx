import { PageNotFound } from '@/app/_ui/page/page-not-found';
import { UnsavedText } from './_unsaved/unsaved-text';

/**
 * The page of the studio for something that does not exist, or that the user may not see. They may have been working on
 * it a moment ago.
 */
export function StudioPageNotFound() {
  return (
    <>
      <div className="mx-auto w-full max-w-3xl px-4 pt-8 empty:hidden sm:px-6 sm:pt-12 lg:px-8">
        <UnsavedText why="You can’t edit this page any more: you have no access, or it was deleted." />
      </div>
      <PageNotFound why="It may have been deleted, or you don’t have access. The address may also be mistyped." />
    </>
  );
}
