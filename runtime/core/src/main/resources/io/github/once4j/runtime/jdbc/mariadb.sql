-- The locks of once4j. An application needs the rights to select, insert, update and delete here.
-- Times are UTC. The collation compares byte for byte, and blanks at the end count.
create table once_lock (
  lock_key    varchar(768) character set utf8mb4 collate utf8mb4_nopad_bin not null primary key,
  token       varchar(512) character set utf8mb4 collate utf8mb4_nopad_bin not null,
  acquired_at datetime(6) not null,
  expires_at  datetime(6) not null,
  fence       bigint
) engine = InnoDB;
