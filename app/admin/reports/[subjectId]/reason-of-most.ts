import type { ReportReason } from '@/text/report-reasons';

/** Returns the reason of most reports, the first of several; null without any. Pure. */
export function reasonOfMost(reasons: readonly ReportReason[]): ReportReason | null {
  const counts = new Map<ReportReason, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0] ?? null;
}
