-- The locks of once4j. An application needs the rights to select, insert, update and delete here.
-- The free space of each page lets a row be updated in place: no index changes when a key is acquired or released.
create table once_lock (
  lock_key    varchar(768) collate "C" not null primary key,
  token       varchar(512) collate "C" not null,
  acquired_at timestamp(6) with time zone not null,
  expires_at  timestamp(6) with time zone not null,
  fence       bigint
) with (fillfactor = 50);
