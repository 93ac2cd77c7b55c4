import { runInNewContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { templateOf, type Words } from './template';

const marks: Words = {
  userId: 'b7f0e3a2-6f5d-4c1b-9a8e-0d2c4b6a8f13',
  person: 'cGVyc29uIG9mIG5vYm9keQ',
  name: '\u{f0001}4c1f9a0d \u{f0002}77ab03e1',
  email: '9e8d7c6b.5a4f3e2d@nobody.invalid',
  initials: '\u{f0001}\u{f0002}',
  nonce: 'c29tZXRoaW5nIHJhbmRvbQ',
};

/** Parts of a page as React and Next write them: the HTML, and the payload in scripts and by itself. */
const htmlOf = ({ person, name, email, initials }: Words) =>
  renderToString(
    <html lang="en" data-person={person}>
      <body>
        <span title={name}>{initials}</span>
        <p>
          Account: {name}, {email}
        </p>
        <input type="hidden" name="stamp" defaultValue={`${person}.build`} />
      </body>
    </html>,
  );
const payloadOf = ({ person, name, email }: Words) => {
  const reference = (text: string) => (text.startsWith('$') ? `$${text}` : text);
  return `0:["$","$L1","${person}",${JSON.stringify({ name: reference(name), email: reference(email), title: `To ${name}` })}]\n`;
};
/** Cuts the payload into scripts of this many characters. */
const documentOf = (user: Words, size = 1e6) => {
  const scripts = (payloadOf(user).match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? []).map((part) => {
    const json = JSON.stringify([1, part]).replace(
      /[&><\u2028\u2029]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    return `<script nonce="${user.nonce}">self.__next_f.push(${json})</script>`;
  });
  return htmlOf(user).replace('</body>', () => `${scripts.join('')}</body>`);
};
const run = (html: string) => {
  const pushed: [number, string][] = [];
  for (const [, script] of html.matchAll(/<script[^>]*>([^]*?)<\/script>/g))
    runInNewContext(script!, { self: { __next_f: pushed } });
  return pushed.map(([, part]) => part).join('');
};

const users = [
  'Ada',
  'A',
  `"O'Neil" & <b>sons</b> \\ \\" \\u0041`,
  '</script><script>alert(1)</script><!--',
  "$& $1 $$ $` $'",
  '$L1',
  '$',
  '👩🏽‍🚀 Zoë',
  'عدا לאה',
  'line\u2028paragraph\u2029tab\tnew\nline',
  '"])</script><script>self.__next_f.push([1,"',
  '👨‍👩‍👧‍👦'.repeat(80),
  'self.__next_f.push([3,',
].map((name) => ({
  userId: '00000000-0000-4000-8000-00000000000a',
  person: 'QWRhIEtpbmcgTG92ZWxhY2',
  name,
  email: `${name}@example.com`,
  initials: name.slice(0, 2),
  nonce: 'YW5vdGhlciByYW5kb20gb24',
}));

test.each(users)('a filled page is the page that React writes for $name', (user) => {
  const template = templateOf(documentOf(marks), 'document', marks)!;
  const filled = template.fillIn(user);
  expect(filled.plain().toString()).toBe(documentOf(user));
  expect(gunzipSync(filled.gzip()).equals(filled.plain())).toBe(true);
  expect(templateOf(payloadOf(marks), 'payload', marks)!.fillIn(user).plain().toString()).toBe(payloadOf(user));
});

test('a template finds a mark wherever Next cuts the payload', () => {
  const [user] = users;
  for (let size = 1; size <= 40; size += 1) {
    const filled = templateOf(documentOf(marks, size), 'document', marks)!.fillIn(user!).plain().toString();
    expect(run(filled)).toBe(payloadOf(user!));
  }
});

test.each([
  [
    'has a part in base64',
    (page: string) => page.replace('</body>', '<script>self.__next_f.push([3,"AAAA"])</script></body>'),
  ],
  ['has a part of a mark', (page: string) => page.replace('</body>', `${marks.person.slice(0, 11)}</body>`)],
  [
    'has a mark in another form',
    (page: string) => page.replace('</body>', `<a href="?${encodeURIComponent(marks.name)}"></a></body>`),
  ],
  ['misses a mark', (page: string) => page.replace(marks.initials, '')],
])('a page is no template if it %s', (_, change) => {
  expect(templateOf(change(documentOf(marks)), 'document', marks)).toBeNull();
});

test('scripts of the page have the nonce of the response, and files of the site have none', () => {
  const tags = (nonce: string) =>
    `<link rel="stylesheet" href="/a.css" nonce="${nonce}"/><script src="/a.js" async="" nonce="${nonce}"></script>`;
  const page = documentOf(marks).replace('</body>', () => `${tags(marks.nonce)}</body>`);
  const filled = templateOf(page, 'document', marks)!.fillIn(users[0]!).plain().toString();
  expect(filled).toContain('<link rel="stylesheet" href="/a.css"/><script src="/a.js" async=""></script>');
  expect(filled.match(/nonce="[^"]*"/g)).toEqual([`nonce="${users[0]!.nonce}"`]);
});

test('a payload without anything personal is a template of which all copies are equal', () => {
  const filled = templateOf('0:["$","p",null,{}]\n', 'payload', marks)!.fillIn(users[0]!);
  expect(filled.plain().toString()).toBe('0:["$","p",null,{}]\n');
});

test('a page larger than a block of gzip is whole', () => {
  const long = { ...users[0]!, name: 'x'.repeat(200_000) };
  const filled = templateOf(documentOf(marks), 'document', marks)!.fillIn(long);
  expect(gunzipSync(filled.gzip()).equals(filled.plain())).toBe(true);
});
