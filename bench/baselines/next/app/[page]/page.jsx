import { readFileSync } from 'node:fs';

/** Prerendered pages with the content of the file BODIES: HTML by the name of a page. */
const bodies = JSON.parse(readFileSync(process.env.BODIES, 'utf8'));

export const dynamicParams = false;

export function generateStaticParams() {
  return Object.keys(bodies).map((page) => ({ page }));
}

export default async function Page({ params }) {
  // oxlint-disable-next-line react/no-danger -- HTML of the site's own pages.
  return <main dangerouslySetInnerHTML={{ __html: bodies[(await params).page] }} />;
}
