/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  typedRoutes: true,
  poweredByHeader: false,
  transpilePackages: ['@message-db/client'],
  serverExternalPackages: ['pg', '@node-rs/argon2', '@tus/server', '@tus/file-store'],
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
};

export default config;
