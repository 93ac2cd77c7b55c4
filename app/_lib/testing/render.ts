import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { ReactNode } from 'react';
import { prerender } from 'react-dom/static';
import { withStatus } from '../http/answer';

/** The answer of a page. */
export interface Rendered {
  status: number;
  html: string;
  /** Its text, without tags. */
  text: string;
  /** The text of its buttons and links, by their kind. */
  buttons: string[];
  links: string[];
  /** The values of its hidden and typed fields, by name; the first for each name. */
  fields: Record<string, string>;
}

/** Renders a page, or a part of one, to HTML like the server: without a browser, and with the status of its answer. */
export async function render(make: () => ReactNode | Promise<ReactNode>): Promise<Rendered> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  const html = await withStatus(request, response, async () => {
    const { prelude } = await prerender(await make());
    return new Response(prelude).text();
  });
  if (/<[^>]* style="/.test(html))
    throw new Error('The policy of pages allows no style attribute in HTML: use a class.');
  return {
    status: response.statusCode,
    html,
    text: textOf(html),
    buttons: contentsOf(html, 'button'),
    links: contentsOf(html, 'a'),
    fields: fieldsOf(html),
  };
}

function textOf(html: string): string {
  return decode(
    html
      .replace(/<script[\s\S]*?<\/script>/g, '')
      .replace(/<!--.*?-->/g, '')
      .replace(/<[^>]+>/g, ' '),
  )
    .replace(/\s+/g, ' ')
    .trim();
}

function contentsOf(html: string, tag: 'button' | 'a'): string[] {
  return [...html.matchAll(new RegExp(`<${tag}[ >][\\s\\S]*?</${tag}>`, 'g'))].map(([element]) => textOf(element));
}

function fieldsOf(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [, attributes] of html.matchAll(/<input ([^>]*)>/g)) {
    const name = attribute(attributes!, 'name');
    if (name !== null) fields[name] ??= attribute(attributes!, 'value') ?? '';
  }
  for (const [, attributes, text] of html.matchAll(/<textarea ([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    const name = attribute(attributes!, 'name');
    if (name !== null) fields[name] ??= decode(text!).replace(/^\n/, '');
  }
  return fields;
}

function attribute(attributes: string, name: string): string | null {
  const value = new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1];
  return value === undefined ? null : decode(value);
}

function decode(html: string): string {
  return html
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(
      /&(lt|gt|quot|amp);/g,
      (_, name: 'lt' | 'gt' | 'quot' | 'amp') => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name],
    );
}
