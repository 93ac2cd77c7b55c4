/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  typedRoutes: true,
  // `npm test` checks the types, so a start on a small machine need not.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  serverExternalPackages: [
    'pg',
    '@node-rs/argon2',
    '@tus/server',
    '@tus/file-store',
    '@tus/s3-store',
    '@aws-sdk/client-s3',
    '@aws-sdk/lib-storage',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace-node',
  ],
  // Put the title into the head of every response, because scripts may be off and a screen reader reads the title
  // first.
  htmlLimitedBots: /.*/,
  // The application's own folder, even if a parent folder has a package.json or a lockfile.
  turbopack: { root: import.meta.dirname },
  // No page needs resized images, so `/_next/image` must not make and cache them.
  images: { unoptimized: true },
  headers: async () => [
    // The link that opens the outbox contains its key, and links in mails contain tokens.
    { source: '/outbox/:path*', headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }] },
  ],
  redirects: async () => [
    { source: '/studio/videos/:videoId', destination: '/studio/videos/:videoId/details', permanent: true },
    // Where password managers look for the form (https://www.w3.org/TR/change-password-url/).
    { source: '/.well-known/change-password', destination: '/account/security', permanent: false },
  ],
  experimental: {
    // A build that is killed can leave a cache with which every later build fails.
    turbopackFileSystemCacheForBuild: false,
  },
};

export default config;
