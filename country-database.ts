import { open, type CountryResponse, type Reader } from 'maxmind';

/** COUNTRY_DATABASE does not name a usable database. The message is for the operator. */
export class CountryDatabaseError extends Error {
  override name = 'CountryDatabaseError';
}

/** What a record says, in the form of MaxMind and DB-IP, or in that of flat databases. */
type CountryRecord = CountryResponse & { readonly country_code?: string };

/** Returns the country of an address, such as `DE`; undefined if it is not known. */
export type CountryOf = (address: string) => string | undefined;

const HOW = 'docs/operations/countries.md says how to get one';
const COUNTRY = /^[A-Z]{2}$/;

/**
 * Reads a database of countries, a file in the MaxMind DB format, into memory.
 * @throws {CountryDatabaseError} if there is none, or none that knows countries.
 */
export async function readCountryDatabase(path: string): Promise<CountryOf> {
  const reader = await read(path);
  const { databaseType, ipVersion } = reader.metadata;
  if (!/country|city|location|enterprise/i.test(databaseType))
    throw new CountryDatabaseError(
      `COUNTRY_DATABASE: ${path} is a database of another kind (${databaseType || 'without a name'}): ${HOW}.`,
    );
  return (address) => {
    // A database of IPv4 would take the first bits of another address for one of its own.
    if (ipVersion === 4 && address.includes(':')) return undefined;
    const found = reader.get(address);
    const country = found?.country?.iso_code ?? found?.country_code;
    return country !== undefined && COUNTRY.test(country) ? country : undefined;
  };
}

async function read(path: string): Promise<Reader<CountryRecord>> {
  try {
    return await open<CountryRecord>(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? 'does not exist'
        : code === 'EISDIR'
          ? 'is a folder'
          : code === undefined
            ? 'is not in the MaxMind DB format'
            : `cannot be read (${code})`;
    throw new CountryDatabaseError(`COUNTRY_DATABASE: ${path} ${why}: ${HOW}.`, { cause: error });
  }
}
