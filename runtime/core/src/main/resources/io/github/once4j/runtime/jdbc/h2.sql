-- The locks of once4j. An application needs the rights to select, insert, update and delete here.
-- Keys and tokens are UTF-8, since a setting can make text ignore case: select utf8tostring(lock_key), ... from once_lock
create table once_lock (
  lock_key    varbinary(768) not null primary key,
  token       varbinary(512) not null,
  acquired_at timestamp(6) with time zone not null,
  expires_at  timestamp(6) with time zone not null,
  fence       bigint
);
