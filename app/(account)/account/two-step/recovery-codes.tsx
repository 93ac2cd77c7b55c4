import { CopyField } from '@/app/_ui/base/copy-field';

/** Recovery codes, to copy or to write down: two in a line. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const lines = codes.map((code, index) => (index % 2 === 0 ? [code, codes[index + 1] ?? ''].join('  ').trim() : ''));
  return (
    <CopyField label="Recovery codes" value={lines.filter(Boolean).join('\n')} copied="Recovery codes copied" isLong />
  );
}
