import 'server-only';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { accessOfEditor } from '@/app/_lib/queries/editable-by';
import type { StoredUpload } from './stored-upload';

/**
 * Returns whether an upload was begun by an editor who may no longer change its video. A video in the trash keeps its
 * editors.
 */
export async function isDismissed({ videoId, uploaderId }: StoredUpload): Promise<boolean> {
  if (uploaderId === undefined) return false;
  const accesses = await queryPrimaryAs(
    { userId: uploaderId },
    accessOfEditor(uploaderId).where('access.subjectId', '=', videoId).select('access.accessId').limit(1),
  );
  return accesses.length === 0;
}
