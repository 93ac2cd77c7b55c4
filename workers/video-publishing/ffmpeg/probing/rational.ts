/** Parses `30000/1001` or `25`. Null for zero, and for text that is not a number. Pure. */
export function rational(text: string | undefined): number | null {
  const [over, under = 1] = (text ?? '').split('/').map(Number);
  return over && under && Number.isFinite(over / under) ? over / under : null;
}
