import { expect, test } from 'vitest';
import { render } from '@/app/_lib/testing/render';
import { daysUntil, fillDays } from './days';
import { ViewsByDay } from './views-by-day';

const days = daysUntil('2026-11-28', 30);
const see = (views: number) =>
  render(() => <ViewsByDay days={fillDays([{ day: '2026-11-27', views, watchedSeconds: 60 * views }], days)} />);

test('shows views as one picture with a description, and as a table', async () => {
  const { html, text } = await see(3);
  expect(html.match(/role="[^"]*"/g)).toEqual(['role="img"']);
  expect(html).toContain('aria-label="3 views in the last 30 days, all on 27 Nov."');
  expect(text).toContain('Show as a table');
});

test('says in a sentence that there are no views, instead of an empty chart', async () => {
  const { html, text } = await see(0);
  expect(text).toContain('No views in the last 30 days. A chart appears here as soon as somebody watches.');
  expect(html).not.toContain('<svg');
  expect(text).not.toContain('table');
});
