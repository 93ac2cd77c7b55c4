/** What every answer tells the browser: guess no types, tell other sites no paths, and let none frame the pages. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  {
    key: 'Content-Security-Policy',
    value: "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'",
  },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
];

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  typedRoutes: true,
  poweredByHeader: false,
  serverExternalPackages: [
    'pg',
    '@node-rs/argon2',
    '@tus/server',
    '@tus/file-store',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace-node',
  ],
  // Every page has its title in its head when it arrives, for scripts may be off, and a screen reader says it first.
  htmlLimitedBots: /.*/,
  // No page asks for images in other sizes, so nobody shall have them made, and kept, at `/_next/image`.
  images: { unoptimized: true },
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    // The link that opens the outbox has its key in it, and links in mails have tokens.
    { source: '/outbox/:path*', headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }] },
  ],
  experimental: {
    // A build that was killed half-way can leave a cache at which every later build fails.
    turbopackFileSystemCacheForBuild: false,
  },
};

export default config;
