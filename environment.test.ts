import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readEnvironment } from './environment';

test('has a default for every required setting', () => {
  const environment = readEnvironment({});
  expect(environment).toMatchObject({
    HOST: '127.0.0.1',
    PORT: 3000,
    siteUrl: 'http://localhost:3000',
    ADMIN_EMAILS: [],
    ADMIN_SECOND_FACTOR: 'optional',
  });
  expect(environment.dataPath('secret')).toBe(resolve('.data/secret'));
});

test('treats an empty setting as unset', () => {
  expect(readEnvironment({ PORT: '', DATABASE_URL: '' })).toMatchObject({ PORT: 3000 });
});

test('parses and normalises a list of email addresses', () => {
  expect(
    readEnvironment({ ADMIN_EMAILS: " Ada@Example.org, grace@example.org, o'neil@Пример.рф," }).ADMIN_EMAILS,
  ).toEqual(['ada@example.org', 'grace@example.org', "o'neil@xn--e1afmkfd.xn--p1ai"]);
});

test('parses the networks of trusted proxies', () => {
  expect(readEnvironment({}).TRUSTED_PROXIES).toEqual([]);
  expect(readEnvironment({ TRUSTED_PROXIES: ' 127.0.0.1, 10.0.0.0/8,fd00::/8,' }).TRUSTED_PROXIES).toEqual([
    { address: '127.0.0.1', prefix: 32 },
    { address: '10.0.0.0', prefix: 8 },
    { address: 'fd00::', prefix: 8 },
  ]);
});

test('parses the headers for a collector', () => {
  expect(
    readEnvironment({ OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20a=b, x-tenant=1,' })
      .OTEL_EXPORTER_OTLP_HEADERS,
  ).toEqual({ authorization: 'Bearer a=b', 'x-tenant': '1' });
});

test.each([
  ['1.5 GB', 1_500_000_000],
  ['500mb', 500_000_000],
  ['2TB', 2e12],
  ['1000', 1_000],
  ['0', 0],
])('parses %s to %d bytes', (DISK_RESERVE, bytes) => {
  expect(readEnvironment({ DISK_RESERVE })).toMatchObject({
    DISK_RESERVE: bytes,
    UPLOAD_QUOTA: 50_000_000_000,
    UNFINISHED_UPLOADS_MAX: 200,
  });
});

test('removes the slash at the end of the site address', () => {
  expect(readEnvironment({ SITE_URL: 'https://videos.example.org/' }).siteUrl).toBe('https://videos.example.org');
});

test('takes the origin of the address of media', () => {
  for (const MEDIA_URL of ['https://cdn.example.org', 'https://cdn.example.org/'])
    expect(readEnvironment({ MEDIA_URL }).MEDIA_URL).toBe('https://cdn.example.org');
  expect(readEnvironment({ MEDIA_URL: 'http://localhost:8080' }).MEDIA_URL).toBe('http://localhost:8080');
});

test.each(['/site', '/site/', '/?site=1', '/#site'])('refuses an address of media that ends in %s', (end) => {
  expect(() => readEnvironment({ MEDIA_URL: `https://cdn.example.org${end}` })).toThrow(
    'Bad environment: MEDIA_URL: must be an http(s):// URL without a path, a query or a user, as in https://cdn.example.org.',
  );
});

test('names every invalid setting in one error', () => {
  expect(() => readEnvironment({ PORT: 'eighty', SECRET: 'short', DATABASE_URL: 'mysql://x' })).toThrow(
    /^Bad environment: DATABASE_URL: must be a postgres:\/\/ URL; PORT: must be a port number, 0 to 65535; SECRET: must have at least 32 characters\.$/,
  );
});

test.each([
  [{ PORT: '70000' }, 'PORT: must be a port number, 0 to 65535.'],
  [{ PORT: '-1' }, 'PORT: must be a port number, 0 to 65535.'],
  [{ DATABASE_REPLICA_URL: 'replica.example.org' }, 'DATABASE_REPLICA_URL: must be a postgres:// URL.'],
  [{ NOTIFICATIONS: 'maybe' }, 'NOTIFICATIONS: must be on or off.'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be debug, info, warn, error or silent.'],
  [{ MAIL_FROM: 'me' }, 'MAIL_FROM: must be an address, as in Video Tutorials <no-reply@example.org>.'],
  [{ SITE_URL: 'videos.example.org' }, 'SITE_URL: must be an http(s):// URL.'],
  [{ MEDIA_URL: 'cdn.example.org' }, 'MEDIA_URL: must be an http(s):// URL.'],
  [{ SMTP_URL: 'http://mail' }, 'SMTP_URL: must be an smtp:// or smtps:// URL.'],
  [{ METRICS_PORT: '99999' }, 'METRICS_PORT: must be a port number, 0 to 65535.'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }, 'OTEL_EXPORTER_OTLP_ENDPOINT: must be an http(s):// URL.'],
  [
    { OTEL_EXPORTER_OTLP_HEADERS: 'a=%zz' },
    'OTEL_EXPORTER_OTLP_HEADERS: must be pairs as in authorization=Bearer%20abc,x-tenant=1.',
  ],
  [
    { OTEL_EXPORTER_OTLP_HEADERS: 'secret' },
    'OTEL_EXPORTER_OTLP_HEADERS: must be pairs as in authorization=Bearer%20abc,x-tenant=1.',
  ],
  [{ DISK_RESERVE: 'much' }, 'DISK_RESERVE: must be a number of bytes, as in 500MB or 20GB.'],
  [{ UPLOAD_QUOTA: '-1' }, 'UPLOAD_QUOTA: must be a number of bytes, as in 500MB or 20GB.'],
  [{ UNFINISHED_UPLOADS_MAX: '0' }, 'UNFINISHED_UPLOADS_MAX: must be a whole number from 1 on.'],
  [
    { TRUSTED_PROXIES: '127.0.0.1,proxy' },
    'TRUSTED_PROXIES: must be a comma-separated list of addresses and networks, as in 127.0.0.1,10.0.0.0/8; proxy is neither.',
  ],
  [
    { TRUSTED_PROXIES: '10.0.0.0/33' },
    'TRUSTED_PROXIES: must be a comma-separated list of addresses and networks, as in 127.0.0.1,10.0.0.0/8; 10.0.0.0/33 is neither.',
  ],
  [
    { OIDC_ISSUER: 'http://login.example.org' },
    'OIDC_ISSUER: must be an https:// URL without a query, as in https://login.example.org; http:// is for this machine only.',
  ],
  [{ OIDC_ISSUER: 'https://login.example.org?tenant=1' }, 'OIDC_ISSUER: must be an https:// URL without a query'],
  [{ OIDC_ISSUER: 'login.example.org' }, 'OIDC_ISSUER: must be an https:// URL without a query'],
  [
    { OIDC_ISSUER: 'https://login.example.org', OIDC_CLIENT_ID: 'site', OIDC_NAME: 'Acme' },
    'OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_NAME: set all or none.',
  ],
  [{ ADMIN_EMAILS: 'ada' }, 'ADMIN_EMAILS: must be a comma-separated list of email addresses.'],
])('explains what %j must be', (variables, problem) => {
  expect(() => readEnvironment(variables)).toThrow(`Bad environment: ${problem}`);
});

test.each([
  ['0.0.0.0', 'localhost'],
  ['::1', 'localhost'],
  ['192.168.0.7', '192.168.0.7'],
  ['fd00::7', '[fd00::7]'],
])('a site that listens on %s is reached at %s by default', (HOST, name) =>
  expect(readEnvironment({ HOST }).siteUrl).toBe(`http://${name}:3000`),
);

test('takes proofs of work only where browsers can make them', () => {
  for (const SITE_URL of [undefined, 'https://tutorials.example.org', 'http://localhost:3000'])
    expect(readEnvironment({ PROOF_OF_WORK: 'on', SITE_URL }).PROOF_OF_WORK).toBe('on');
  const plain = { PROOF_OF_WORK: 'on', SITE_URL: 'http://tutorials.example.org' };
  expect(() => readEnvironment(plain)).toThrow('PROOF_OF_WORK: takes a SITE_URL with https');
});

test.each(['https://login.example.org/', 'http://localhost:4000', 'http://127.0.0.1:4000/realm', 'http://[::1]:4000'])(
  'takes %s as an OpenID Connect provider, in this form',
  (OIDC_ISSUER) => {
    const others = { OIDC_CLIENT_ID: 'site', OIDC_CLIENT_SECRET: 'secret', OIDC_NAME: ' Acme ' };
    expect(readEnvironment({ OIDC_ISSUER, ...others }).oidc).toEqual({
      ...{ issuer: OIDC_ISSUER, clientId: 'site', clientSecret: 'secret', name: 'Acme' },
    });
    expect(readEnvironment({}).oidc).toBe(null);
  },
);

test('parses the guests of the database', () => {
  expect(readEnvironment({}).DATABASE_GUESTS).toEqual([]);
  expect(readEnvironment({ DATABASE_GUESTS: ' reporting  crm=crm,identity:command ' }).DATABASE_GUESTS).toEqual([
    { name: 'reporting', writes: [] },
    { name: 'crm', writes: ['crm', 'identity:command'] },
  ]);
});

test.each(['crm crm', 'Crm', 'crm=', 'crm=a,,b', 'crm=a-1', '=crm', "crm'"])(
  'refuses %s as guests',
  (DATABASE_GUESTS) => {
    expect(() => readEnvironment({ DATABASE_GUESTS })).toThrow('DATABASE_GUESTS');
  },
);
