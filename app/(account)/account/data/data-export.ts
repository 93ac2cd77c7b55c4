import 'server-only';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';

/** A person's export. It can be downloaded once it has a size, in bytes, and an end. */
export interface DataExport {
  readonly exportId: string;
  readonly requestedAt: Date;
  readonly bytes: number | null;
  readonly expiresAt: Date | null;
}

/** Returns the export of a person; null if they have none. */
export async function dataExportOf(userId: string): Promise<DataExport | null> {
  const [found] = await queryPrimaryAs(
    { userId },
    views
      .selectFrom('user_credentials_exports')
      .where('userId', '=', userId)
      .select(['exportId', 'requestedAt', 'bytes', 'expiresAt']),
  );
  return found ?? null;
}
