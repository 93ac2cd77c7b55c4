/** A name, quoted only if it must be. Unlike quote_ident, this does not quote `position`. */
export const named = (...parts: string[]) =>
  parts
    .map((part) => `CASE WHEN ${part} ~ '^[a-z_][a-z0-9_]*$' THEN ${part}::text ELSE quote_ident(${part}) END`)
    .join(` || '.' || `);
