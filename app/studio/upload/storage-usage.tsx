import { formatBytes, formatCount } from '@/app/_lib/format/format';
import { usageOf } from '@/app/_lib/uploads/ledger';
import { StoredUploads } from './stored-uploads';

/** Shows how much of their quota a creator uses, and their unfinished uploads from all browsers. */
export async function StorageUsage({ userId }: { userId: string }) {
  const { bytes, quota, unfinished } = await usageOf(userId);
  const waiting = unfinished.toSorted((one, other) => other.changedAt.getTime() - one.changedAt.getTime());
  return (
    <div className="mt-6 text-sm text-muted">
      <p className="tabular-nums">
        Your uploads take up {formatBytes(bytes)} of {formatBytes(quota)}.
      </p>
      {waiting.length > 0 ? (
        <details className="mt-1">
          <summary className="w-fit cursor-pointer py-2">
            {waiting.length === 1 ? 'One of them hasn’t' : `${formatCount(waiting.length)} of them haven’t`} arrived in
            full.
          </summary>
          <StoredUploads
            uploads={waiting.map(({ uploadId, fileName, received, bytes: size }) => ({
              uploadId,
              fileName,
              arrived: received,
              size,
            }))}
          />
        </details>
      ) : null}
    </div>
  );
}
