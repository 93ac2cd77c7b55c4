import { expect, test } from 'vitest';
import { render } from '@/app/_lib/testing/render';
import type { Channel } from '@/app/_lib/channels/channel';
import { About } from './about';
import { Head as ChannelHead } from './head';

const channel = (text: string): Channel => ({
  ...{ userId: '00000000-0000-4000-8000-00000000000a', name: 'Ada', handle: 'ada', text },
  ...{ links: [], picture: null, banner: null },
});
const long = `# My boat\n\nI teach **knots**.\n\n- ${'bowline '.repeat(40)}`;

test('the head shows a short text in Markdown', async () => {
  const { html } = await render(() => (
    <ChannelHead isModerator={false} channel={channel('I teach **knots**, and no <b>HTML</b>.')} count={1} />
  ));
  expect(html).toMatch(/<strong[^>]*>knots<\/strong>/);
  expect(html).not.toContain('<b>');
});

test('the head shows the first paragraph of a long text without markup, and leads to the whole text', async () => {
  const { html, text } = await render(() => <ChannelHead isModerator={false} channel={channel(long)} count={1} />);
  expect(text).toContain('I teach knots.');
  expect(text).not.toContain('bowline');
  expect(html).toContain('href="#about"');
  const about = await render(() => <About channel={channel(long)} />);
  expect(about.html).toMatch(/<h2[^>]*>My boat<\/h2>/);
});
