import type { IncomingMessage, ServerResponse } from 'node:http';
import { renderToString } from 'react-dom/server';
import type { LearningResource, WithContext } from 'schema-dts';
import { expect, test } from 'vitest';
import { withStatus } from '@/app/_lib/http/answer';
import { JsonLd } from './json-ld';

test('a name with a tag is the same data in a document and in the open page', () => {
  const data: WithContext<LearningResource> = {
    '@context': 'https://schema.org',
    '@type': 'LearningResource',
    name: 'What <script> and </SCRIPT> and <!-- do',
  };
  const html = withStatus({ headers: {} } as IncomingMessage, {} as ServerResponse, () =>
    renderToString(<JsonLd data={data} />),
  );
  const [, text] = /^<script type="application\/ld\+json">(.*)<\/script>$/.exec(html)!;
  // React escapes what may be a tag in a document only.
  expect(text).not.toContain('<');
  expect(JSON.parse(text!)).toEqual(data);
});
