// Runs in each page before React does. Where the layout says that this site is traced, the tracer is fetched; where it
// does not, these lines are all that is sent of it.
if (document.documentElement.hasAttribute('data-traced')) {
  import('./app/_lib/telemetry/browser-tracing').then(
    ({ traceBrowser }) => traceBrowser(),
    (error: Error) => console.warn('This page is not traced:', error.message),
  );
}
