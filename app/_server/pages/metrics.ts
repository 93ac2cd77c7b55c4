import { Counter, Gauge } from 'prom-client';
import { registry } from '../metrics';
import type { FinishedPages } from './finished-pages';

/** How a request for a public page was answered. */
const ANSWERS = ['kept', 'rendered', 'unsure'] as const;
export type Answer = (typeof ANSWERS)[number];

const answers = new Counter({
  registers: [registry],
  name: 'app_public_pages_total',
  help: 'Requests of visitors for public pages: answered with a kept page, with a new one, or by Next for lack of news.',
  labelNames: ['answer'],
});
for (const answer of ANSWERS) answers.inc({ answer }, 0);

/** Counts an answer to a request for a public page. */
export function countAnswer(answer: Answer): void {
  answers.inc({ answer });
}

/** Shows how much memory kept pages take. */
export function measurePages(pages: FinishedPages): void {
  registry.removeSingleMetric('app_kept_pages_bytes');
  const bytes: Gauge = new Gauge({
    registers: [registry],
    name: 'app_kept_pages_bytes',
    help: 'The size of all kept pages.',
    collect: () => bytes.set(pages.bytes),
  });
}
