-- A connection that first plans this function's query while the table is a page or two keeps a plan that walks the whole
-- table, ever slower as it grows. So this one function may only use the index.
ALTER FUNCTION message_store.stream_version SET enable_seqscan = off;

-- Message DB's functions name others, or the table, without their schema. With a path of their own they need none of the
-- caller's. Those that are called for each row or each write name nothing and stay without: to set it takes time.
ALTER FUNCTION message_store.cardinal_id SET search_path = message_store, pg_temp;
ALTER FUNCTION message_store.stream_version SET search_path = message_store, pg_temp;
ALTER FUNCTION message_store.get_stream_messages SET search_path = message_store, pg_temp;
ALTER FUNCTION message_store.get_category_messages SET search_path = message_store, pg_temp;
ALTER FUNCTION message_store.get_last_stream_message SET search_path = message_store, pg_temp;
