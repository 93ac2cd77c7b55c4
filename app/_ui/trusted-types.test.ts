import { expect, test } from 'vitest';
import { isData, isHarmless, isOwnCode } from './trusted-types';

test.each([
  '0:03&nbsp;/&nbsp;1:20',
  '',
  '<div id="buffered" part="buffered"></div>',
  '<slot name="tooltip-play">Play</slot>',
  '<script></script>',
  '<h2>Keyboard Shortcuts</h2>\n<table class="shortcuts-table"><tr><td><span class="key">k</span></td></tr></table>',
])('the libraries of the pages may write %s', (html) => {
  expect(isHarmless(html)).toBe(true);
});

test.each([
  '<script>alert(1)</script>',
  '<script src="x"></script>',
  '<script></script><script></script>',
  '<img src=x onerror=alert(1)>',
  '<div onclick="alert(1)"></div>',
  '<div id="a" onclick="alert(1)"></div>',
  '<div class="a"style="x"></div>',
  '<div id="a"><svg/onload=alert(1)></div>',
  '<div',
  '<!--',
  '<iframe srcdoc="x"></iframe>',
])('nobody may write %s', (html) => {
  expect(isHarmless(html)).toBe(false);
});

test('the text of a script may be data, but no program', () => {
  expect(isData('{"@type":"VideoObject","name":"How \\u003cscript> works"}')).toBe(true);
  // An object of JSON is a block to a program, in which the colon is an error.
  expect(() => new Function('{"name":"Knots"}')).toThrow(SyntaxError);
  for (const program of ['alert(1)', '{}', '{ alert(1) }', '{"a":1};alert(1)', '"alert(1)"', '[alert(1)]', ''])
    expect(isData(program), program).toBe(false);
});

test('a script is loaded from the files of the build only', () => {
  const page = 'https://tutorials.example/watch/1';
  expect(isOwnCode('/_next/static/chunks/a.js', page)).toBe(true);
  expect(isOwnCode('https://tutorials.example/_next/static/chunks/a.js?x', page)).toBe(true);
  for (const other of [
    'https://evil.example/_next/static/chunks/a.js',
    '//evil.example/_next/static/a.js',
    '/api/media/a.js',
    '/_next/static/../../api/media/a.js',
    'data:text/javascript,alert(1)',
    'blob:https://tutorials.example/1',
    'javascript:alert(1)',
  ])
    expect(isOwnCode(other, page), other).toBe(false);
});
