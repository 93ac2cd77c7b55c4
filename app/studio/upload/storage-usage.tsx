import { formatBytes } from '@/app/_lib/format/format';
import { Bar } from '@/app/_ui/base/bar';
import { usageOf } from '@/app/_lib/uploads/ledger';

/** Shows how much of their quota a creator uses. */
export async function StorageUsage({ userId }: { userId: string }) {
  const { bytes, quota } = await usageOf(userId);
  const percent = Math.min(100, (bytes / quota) * 100);
  return (
    <div className="mt-6 text-sm text-muted">
      <p className="tabular-nums">
        Your uploads take up {formatBytes(bytes)} of {formatBytes(quota)}.
      </p>
      <Bar percent={percent} className="mt-2 h-1 max-w-xs" fill={percent > 90 ? 'fill-danger' : 'fill-accent'} />
    </div>
  );
}
