-- The locks of once4j. An application needs the rights to select, insert, update and delete here.
-- Times are UTC. Keys and tokens are UTF-8, since text ignores blanks at its end:
-- select cast(lock_key as varchar(768)), ... from once_lock
create table once_lock (
  lock_key    varbinary(768) not null primary key,
  token       varbinary(512) not null,
  acquired_at datetime2(6) not null,
  expires_at  datetime2(6) not null,
  fence       bigint
);
