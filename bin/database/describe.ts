import type { SetUp } from '@/db/access/set-up';
import type { Attempt, Verified } from '@/db/access/verify/verify';
import { roleOf } from '@/roles';
import { counted, table } from '@/bin/ctl/text';

/** Describes what was changed, or would be, as lines. Pure. @param isDone false for a plan. */
export function describeSetUp({ changed, notes }: SetUp, isDone: boolean): string[] {
  const count = changed.reduce((sum, { lines }) => sum + lines.length, 0);
  const things = `${counted(count)} ${count === 1 ? 'thing' : 'things'}`;
  const done = `✓ ${things} ${count === 1 ? 'was' : 'were'} changed`;
  const planned = `${things} would be changed by npm run db:apply, or at the next start`;
  return [
    ...changed.flatMap(({ heading, lines }) => [heading, ...lines.map((line) => `  ${line}`), '']),
    count === 0 ? '✓ Nothing to change' : isDone ? done : planned,
    ...notes.map((note) => `  ${note}`),
  ];
}

/** Counts the attempts by kind, with a sentence for each wrong outcome. Pure. */
export function describeAttempts({ services, rows }: Verified): { lines: string[]; isWell: boolean } {
  const all = rows.flatMap(({ kind, action, attempts }) =>
    attempts.map((attempt, index) => ({ kind, service: services[index]!, action, ...attempt })),
  );
  const wrong = all.filter(({ outcome }) => WRONG.includes(outcome));
  const counts = (attempts: readonly Attempt[]) => {
    const count = (...outcomes: Attempt['outcome'][]) =>
      counted(attempts.filter(({ outcome }) => outcomes.includes(outcome)).length);
    return [counted(attempts.length), count('refused'), count('allowed'), count('own'), count(...WRONG)];
  };
  return {
    lines: [
      ...table(
        ['', '>attempts', '>refused', '>allowed', '>own', '>wrong'],
        [...new Set(rows.map(({ kind }) => kind))].map((kind) => [
          kind,
          ...counts(all.filter((each) => each.kind === kind)),
        ]),
      ),
      '',
      ...wrong.map(describeAttempt),
      wrong.length === 0
        ? `✓ ${counted(all.length)} attempts of ${counted(services.length)} services: each may do what it needs, and nothing else`
        : `✗ ${counted(wrong.length)} of ${counted(all.length)} attempts had the wrong outcome: ` +
          'npm run db:plan shows the drift',
    ],
    isWell: wrong.length === 0,
  };
}

const WRONG: readonly Attempt['outcome'][] = ['forbidden', 'missing', 'unclear'];

function describeAttempt({
  service,
  action,
  outcome,
  statement,
  code,
}: Attempt & { service: string; action: string }): string {
  const role = roleOf(service);
  if (outcome === 'forbidden') return `✗ ${role} can do what it must not, ${action}: ${statement}`;
  if (outcome === 'missing') return `✗ ${role} cannot do what it needs, ${action}: ${statement}`;
  return `✗ ${role}, ${action}: failed with SQLSTATE ${code}, which says nothing about its rights: ${statement}`;
}
