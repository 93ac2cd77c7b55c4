import { expect, test, vi } from 'vitest';
import { render } from '@/app/_lib/testing/render';
import GlobalError from './global-error';

vi.mock('next/navigation', async (original) => ({ ...(await original<object>()), usePathname: () => '/' }));

test('a page whose layout failed says so, gives the number of the error, and links to the home page', async () => {
  const error = Object.assign(new Error('No database'), { digest: '2274850502' });
  const { text, html, buttons } = await render(() => <GlobalError error={error} retry={() => {}} />);
  expect(text).toContain('This page didn’t load');
  expect(text).toContain('Error number: 2274850502');
  expect(text).not.toContain('No database');
  expect(buttons).toEqual(['Try again']);
  expect(html).toContain('<a href="/"');
});
