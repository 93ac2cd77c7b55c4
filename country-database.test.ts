import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCountryDatabase } from './country-database';

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('@ip-location-db/geo-whois-asn-country-mmdb/package.json'));
const whole = join(folder, 'geo-whois-asn-country.mmdb');

test.each([
  ['193.1.1.1', 'IE'],
  ['2001:4860:4860::8888', 'US'],
  ['127.0.0.1', undefined],
  ['::1', undefined],
  ['unknown', undefined],
  ['', undefined],
])('the country of %j is %s', async (address, country) => {
  const countryOf = await readCountryDatabase(whole);
  expect(countryOf(address)).toBe(country);
});

test('a database of IPv4 knows no country of IPv6', async () => {
  const countryOf = await readCountryDatabase(join(folder, 'geo-whois-asn-country-ipv4.mmdb'));
  expect(countryOf('193.1.1.1')).toBe('IE');
  expect(countryOf('2001:4860:4860::8888')).toBeUndefined();
});

describe('a setting that names no database of countries says', () => {
  test.each([
    ['that it does not exist', join(folder, 'none.mmdb'), 'does not exist'],
    ['that it is a folder', folder, 'is a folder'],
    ['that it is another file', join(folder, 'package.json'), 'is not in the MaxMind DB format'],
  ])('%s', async (_, path, why) => {
    await expect(readCountryDatabase(path)).rejects.toThrow(
      `COUNTRY_DATABASE: ${path} ${why}: docs/operations/countries.md says how to get one.`,
    );
  });
});
