import { join } from 'node:path';

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // This folder is built in a copy below `.build/bench`, with the packages of the repository.
  turbopack: { root: join(import.meta.dirname, '../../..') },
  experimental: { turbopackFileSystemCacheForBuild: false },
};

export default config;
