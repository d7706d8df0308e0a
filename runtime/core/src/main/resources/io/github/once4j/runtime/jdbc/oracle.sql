-- The locks of once4j. An application needs the rights to select, insert, update and delete here.
-- Times are UTC. Text is compared byte for byte unless a session sets NLS_COMP.
create table once_lock (
  lock_key    varchar2(768 byte) not null primary key,
  token       varchar2(512 byte) not null,
  acquired_at timestamp(6) not null,
  expires_at  timestamp(6) not null,
  fence       number(19)
);
