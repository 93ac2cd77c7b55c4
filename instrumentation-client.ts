import { restrictScripts } from './app/_ui/trusted-types';

// Runs in each page before React.
restrictScripts();

// Loads the tracer only if the layout marks the site as traced, so that other sites
// send only these lines.
if (document.documentElement.hasAttribute('data-traced')) {
  import('./app/_lib/telemetry/browser-tracing').then(
    ({ traceBrowser }) => traceBrowser(),
    (error: Error) => console.warn('This page is not traced:', error.message),
  );
}
