/** The value of `30000/1001` or `25`; null for what is zero or no number. Pure. */
export function rational(text: string | undefined): number | null {
  const [over, under = 1] = (text ?? '').split('/').map(Number);
  return over && under && Number.isFinite(over / under) ? over / under : null;
}
