import { expect, test } from 'vitest';
import { loadScriptsWhenTouched } from './scripts-when-touched';

const file = (name: string) => `<script src="/_next/static/chunks/${name}.js" async=""></script>`;
const page = `<html><head><link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/a.js"/><link rel="preload" as="image" href="/a.avif"/>${file('a')}</head><body><main>Knots</main><script nonce="n">payload</script>${file('b')}</body></html>`;

test('the files of the scripts wait in a template, which a browser does not load', () => {
  const html = loadScriptsWhenTouched(page, 'n');
  expect(html).toContain(`<template>${file('a')}${file('b')}</template><script nonce="n">`);
  expect(html.replace(/<template>.*<\/template>/, '')).not.toContain(' src=');
  expect(html).not.toContain('as="script"');
});

test('everything else of the page stays', () => {
  expect(
    loadScriptsWhenTouched(page, 'n').replace(
      /<template>.*?<\/template><script nonce="n">.*?<\/script>(?=<\/body>)/,
      '',
    ),
  ).toBe(page.replace(/<link rel="preload" as="script"[^>]*>/, '').replaceAll(/<script src[^>]*><\/script>/g, ''));
});

test('a document without files of scripts is unchanged', () => {
  const plain = '<html><body><script nonce="n">a</script></body></html>';
  expect(loadScriptsWhenTouched(plain, 'n')).toBe(plain);
});
