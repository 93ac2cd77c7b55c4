import { describe, expect, test } from 'vitest';
import { render } from '@/app/_lib/testing/render';
import { Markdown } from './markdown';
import { parseMarkdown, plainText } from '@/text/markdown';

/** The HTML of a text without its classes and wrapper. */
async function htmlOf(text: string, lengthSeconds?: number): Promise<string> {
  const times =
    lengthSeconds === undefined
      ? undefined
      : { lengthSeconds, link: (seconds: number, label: string) => <a href={`?t=${seconds}`}>{label}</a> };
  const { html } = await render(() => <Markdown text={text} times={times} />);
  return html
    .replaceAll(/ (class|dir|tabindex|rel|target)="[^"]*"/g, '')
    .replaceAll(/<\/?bdi>|<!-- -->/g, '')
    .replace(/^<div>|<\/div>$/g, '');
}

describe('Markdown', () => {
  test.each([
    ['**bold** and *leaning*', '<p><strong>bold</strong> and <em>leaning</em></p>'],
    ['# One\n## Two\n### Three', '<h2>One</h2><h3>Two</h3><h4>Three</h4>'],
    ['- a\n- b', '<ul><li><div><p>a</p></div></li><li><div><p>b</p></div></li></ul>'],
    ['3. a\n4. b', '<ol start="3"><li><div><p>a</p></div></li><li><div><p>b</p></div></li></ol>'],
    ['> said', '<blockquote><p>said</p></blockquote>'],
    ['`a < b`', '<p><code>a &lt; b</code></p>'],
    ['```\n<b>\n```', '<pre><code>&lt;b&gt;</code></pre>'],
    ['a\n\n---\n\nb', '<p>a</p><hr/><p>b</p>'],
    ['[site](https://example.com/a)', '<p><a href="https://example.com/a">site</a></p>'],
    ['see https://example.com/a.', '<p>see <a href="https://example.com/a">https://example.com/a</a>.</p>'],
    ['<https://example.com>', '<p><a href="https://example.com">https://example.com</a></p>'],
    ['[mail](mailto:a@example.com)', '<p><a href="mailto:a@example.com">mail</a></p>'],
  ])('of %j is %s', async (text, html) => expect(await htmlOf(text)).toBe(html));

  test('keeps what people wrote as plain text', async () => {
    const text = [
      'First line\nsecond line',
      'snake_case, 2 * 3 * 4, a & b, &amp;, C:\\new, #tag',
      '[1]: a note\n    indented',
      'Chapters\n--------\nEnd',
    ];
    const { text: shown, html } = await render(() => <Markdown text={text.join('\n\n')} />);
    expect(html).toContain('First line\nsecond line');
    expect(shown).toContain('snake_case, 2 * 3 * 4, a & b, &amp;, C:\\new, #tag');
    expect(shown).toContain('[1]: a note');
    expect(html).not.toContain('<code>');
    expect(shown).toMatch(/Chapters.*End/);
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onclick="x()">b</b>',
    '[x](javascript:alert(1))',
    '[x](JAVASCRIPT:alert(1))',
    '[x](data:text/html,<script>)',
    '[x](vbscript:x)',
    '<javascript:alert(1)>',
    '[x](java\nscript:alert(1))',
    '![x](javascript:alert(1))',
    '[x](/studio)',
    '[x](//evil.example)',
    '[x](https://bank.example@evil.example)',
    '[x](file:///etc/passwd)',
  ])('of %j has no element and no link', async (text) => {
    expect(await htmlOf(text)).not.toMatch(/<(?!\/?(p|em|strong|code)>)|href/);
  });

  test('loads no picture, and links to it', async () => {
    expect(await htmlOf('![A knot](https://example.com/a.png)')).toBe(
      '<p><a href="https://example.com/a.png">A knot</a></p>',
    );
  });

  test('gives each link to another site no endorsement and no referrer', async () => {
    const { html } = await render(() => <Markdown text="[a](https://a.example) https://b.example" />);
    expect(html.match(/rel="nofollow ugc noopener noreferrer"/g)).toHaveLength(2);
  });

  test('links the times within the video, but not in code and links', async () => {
    expect(await htmlOf('- 1:23 **Knots 0:10**\n- 9:59', 120)).toBe(
      '<ul><li><div><p><a href="?t=83">1:23</a> <strong>Knots <a href="?t=10">0:10</a></strong></p></div></li><li><div><p>9:59</p></div></li></ul>',
    );
    expect(await htmlOf('`0:10` [0:20](https://example.com)', 120)).not.toContain('?t=');
    expect(await htmlOf('1:23')).toBe('<p>1:23</p>');
  });

  test.each(['>', '- ', '1. ', '* > ', '*', '**a', '[', '![', '`a', '_*', '<', '- \n  '])(
    'of 5,000 characters of %j is made at once',
    async (part) => {
      const text = part.repeat(5_000 / part.length);
      const { text: shown } = await render(() => <Markdown text={`${text} end`} />);
      expect(shown).toContain('end');
    },
  );
});

test('the plain text has the words without the markup', () => {
  expect(plainText(parseMarkdown('# Knots\n\n- a **b**\n- [c](https://example.com)\n\n![d](https://e.example)'))).toBe(
    'Knots\na b\nc\nd',
  );
});
