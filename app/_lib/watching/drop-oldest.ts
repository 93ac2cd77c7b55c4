import { safeStorage } from '@/app/_lib/safe-storage';

/** Keeps the newest values of a kind in this browser. @param prefix of their keys. @param timeOf a larger one is newer. */
export function dropOldest(prefix: string, max: number, timeOf: (value: string) => number): void {
  const storage = safeStorage('local');
  const keys = storage.keys(prefix);
  if (keys.length <= max) return;
  const times = new Map(keys.map((key) => [key, timeOf(storage.get(key) ?? '')]));
  const oldest = keys.toSorted((one, other) => times.get(one)! - times.get(other)!);
  for (const key of oldest.slice(0, keys.length - max)) storage.remove(key);
}
