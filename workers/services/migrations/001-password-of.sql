-- What the application may know without reading a view is a function, which runs as its owner: the aggregator whose view
-- it reads, because what a view calls runs as its reader.

-- The account of an address, with the hash that its password is compared with: one address, one row. No page reads the hash.
CREATE FUNCTION view.password_of(address text)
RETURNS TABLE (user_id uuid, password_hash text)
AS $$
BEGIN
  RETURN QUERY SELECT account.user_id, account.password_hash FROM view.user_credentials AS account WHERE account.email = address;
END;
$$ LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp;
