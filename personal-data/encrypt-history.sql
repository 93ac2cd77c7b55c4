-- Removes email addresses that earlier releases wrote outside of the fields that are encrypted: in the names of
-- streams, as ids that are derived from the address alone, and in replies of mail servers. Runs before the messages are
-- encrypted.
CREATE TEMPORARY TABLE renamed ON COMMIT DROP AS
SELECT kind || '-' || old AS old_name, kind || '-' || address_id AS new_name, address_id
FROM unnest(ARRAY['identity', 'identity:command']) AS kind, (
  SELECT old, personal.address_id(old::uuid) AS address_id FROM (
    SELECT DISTINCT message_store.id(stream_name) AS old FROM message_store.messages
    WHERE message_store.category(stream_name) IN ('identity', 'identity:command')
      AND global_position > (SELECT position FROM personal.checkpoint)
      AND type IN ('Register', 'RecordSignInFailure', 'AddressClaimed', 'RegistrationRejected', 'SignInFailed')
      -- Version 5. Ids that are made with the pepper have version 8.
      AND message_store.id(stream_name) ~ '^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$'
  ) AS found
) AS address;

UPDATE message_store.messages AS message
SET stream_name = new_name,
    position = position + coalesce((SELECT max(position) + 1 FROM message_store.messages WHERE stream_name = new_name), 0),
    data = CASE WHEN data ? 'addressId' OR type = 'Register' THEN data || jsonb_build_object('addressId', address_id) ELSE data END
FROM renamed WHERE stream_name = old_name;

UPDATE message_store.messages AS message SET metadata = metadata || jsonb_build_object('causationMessageStreamName', new_name)
FROM renamed
WHERE message_store.category(stream_name) = 'identity' AND metadata->>'causationMessageStreamName' = old_name;

UPDATE runtime.failed_message SET stream_name = new_name FROM renamed WHERE stream_name = old_name;

UPDATE message_store.messages SET data = data - 'email'
WHERE message_store.category(stream_name) = 'identity' AND type = 'EmailConfirmed' AND data ? 'email';

UPDATE message_store.messages
SET data = data || jsonb_build_object('reason', regexp_replace(regexp_replace(data->>'reason', '<[^<>]*>', '<…>', 'g'), '\S+@\S+', '…', 'g'))
WHERE message_store.category(stream_name) = 'sendEmail' AND type = 'Failed' AND data->>'reason' LIKE '%@%';

UPDATE runtime.failed_message SET error = regexp_replace(regexp_replace(error, '<[^<>]*>', '<…>', 'g'), '\S+@\S+', '…', 'g')
WHERE consumer = 'send-email' AND error LIKE '%@%';

-- The component writes new ones.
DELETE FROM runtime.snapshot WHERE consumer = 'identity' AND state_version = 1;
