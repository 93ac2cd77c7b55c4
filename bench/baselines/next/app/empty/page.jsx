export const dynamic = 'force-dynamic';

/** A page without content that is rendered for each request. */
export default function Empty() {
  return <main />;
}
