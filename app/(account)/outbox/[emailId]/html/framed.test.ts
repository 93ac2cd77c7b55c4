import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { registrationMail } from '@/workers/identity/address-mail';
import { mailPolicy } from './framed';

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('the policy of a mail lets its own styles apply, and nothing else', () => {
  const html = `<style>p { color: red }</style><p style="font-family:&quot;Segoe UI&quot;">x</p><p style="margin:0">y</p>`;
  const policy = mailPolicy(html);
  expect(policy).toContain(
    `style-src 'unsafe-hashes' ${sha256('font-family:"Segoe UI"')} ${sha256('margin:0')} ${sha256('p { color: red }')}; `,
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe-(inline|eval)|script-src/);
});

test("the site's own mail has all of its styles in its policy", () => {
  const { html } = registrationMail('t', 'https://tutorials.example');
  const count = new Set([...html.matchAll(/style="[^"]*"/g)].map(([style]) => style)).size;
  expect(mailPolicy(html).match(/'sha256-/g)).toHaveLength(count);
});
