/** A name as one writes it: quoted only where it must be, in contrast to quote_ident, which quotes `position` too. */
export const named = (...parts: string[]) =>
  parts
    .map((part) => `CASE WHEN ${part} ~ '^[a-z_][a-z0-9_]*$' THEN ${part}::text ELSE quote_ident(${part}) END`)
    .join(` || '.' || `);
