import { expect, test } from 'vitest';
import { summaryMail } from './summary-mail';

const words = {
  userId: '00000000-0000-4000-8000-00000000000a',
  monday: '2026-11-16',
  counts: {
    week: { views: 1234, watchedMilliseconds: 45_000_000 },
    previous: { views: 1000, watchedMilliseconds: 0 },
  },
  videos: [{ videoId: '10000000-0000-4000-8000-000000000001', title: 'Knots & <b>bends</b>', views: 1 }],
  unsubscribeToken: '80000000-0000-4000-8000-000000000001',
};
const mail = summaryMail(words, 'https://tutorials.example');

test('the summary has the days, the figures with their change, and the videos', () => {
  expect(mail.text).toBe(`Your week, 16–22 November 2026

Views: 1,234 (+23% to the week before)
Watch time: 12.5 h

Watched most:
- Knots & <b>bends</b>: 1 view
  https://tutorials.example/studio/videos/10000000-0000-4000-8000-000000000001/analytics?from=2026-11-16&to=2026-11-22

All of your analytics:
https://tutorials.example/studio/analytics?from=2026-11-16&to=2026-11-22

You get this email because you asked for a weekly summary. To stop it, open this link:
https://tutorials.example/unsubscribe?user=00000000-0000-4000-8000-00000000000a&token=80000000-0000-4000-8000-000000000001
`);
});

test('a week of two months names both', () => {
  const { text } = summaryMail({ ...words, monday: '2026-11-30' }, 'https://tutorials.example');
  expect(text).toContain('Your week, 30 November – 6 December 2026\n');
});

test('the HTML shows titles as they are written', () => {
  expect(mail.html).toContain('Knots &amp; &lt;b&gt;bends&lt;/b&gt;');
  expect(mail.html).toContain('16–22 November 2026');
});

test('the subject says nothing of the creator, and programs unsubscribe by a request', () => {
  expect(mail.subject).toBe('Your week at Video Tutorials');
  expect(mail.unsubscribeUrl).toBe(
    'https://tutorials.example/api/unsubscribe?user=00000000-0000-4000-8000-00000000000a&token=80000000-0000-4000-8000-000000000001',
  );
});
