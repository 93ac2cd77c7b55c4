-- Functions return what the application may know but not read from a view. Each runs as its owner, the aggregator whose
-- view it reads, because a function inside a view would run as the reader.

-- The account of an address, with its password hash: one address, one row. No page reads the hash.
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
