-- The position up to which set-up has searched the messages is its checkpoint. Only the name changes; the row stays.
ALTER TABLE personal.sealed RENAME TO checkpoint;
ALTER INDEX personal.sealed_pkey RENAME TO checkpoint_pkey;
ALTER TABLE personal.checkpoint RENAME CONSTRAINT sealed_id_check TO checkpoint_id_check;
