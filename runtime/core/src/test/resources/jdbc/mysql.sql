create table locks.once_lock (
  lock_key    varchar(768) character set utf8mb4 collate utf8mb4_0900_bin not null primary key,
  token       varchar(512) character set utf8mb4 collate utf8mb4_0900_bin not null,
  acquired_at datetime(6) not null,
  expires_at  datetime(6) not null,
  fence       bigint
) engine = InnoDB
;

update locks.once_lock
set token = ?, acquired_at = utc_timestamp(6), expires_at = utc_timestamp(6) + interval ? microsecond
where lock_key = ? and expires_at <= utc_timestamp(6)
-- [TOKEN, TTL, KEY]
;

insert into locks.once_lock (lock_key, token, acquired_at, expires_at, fence)
values (?, ?, utc_timestamp(6), utc_timestamp(6) + interval ? microsecond, null)
-- [KEY, TOKEN, TTL]
;

select token, fence, timestampdiff(microsecond, utc_timestamp(6), expires_at) from locks.once_lock where lock_key = ? and expires_at > utc_timestamp(6)
-- [KEY]
;

update locks.once_lock
set token = ?, acquired_at = utc_timestamp(6), expires_at = utc_timestamp(6) + interval ? microsecond, fence = case when fence >= timestampdiff(microsecond, '1970-01-01', utc_timestamp(6)) then fence + 1 else timestampdiff(microsecond, '1970-01-01', utc_timestamp(6)) end
where lock_key = ? and expires_at <= utc_timestamp(6)
-- [TOKEN, TTL, KEY]
;

insert into locks.once_lock (lock_key, token, acquired_at, expires_at, fence)
values (?, ?, utc_timestamp(6), utc_timestamp(6) + interval ? microsecond, timestampdiff(microsecond, '1970-01-01', utc_timestamp(6)))
-- [KEY, TOKEN, TTL]
;

select token, fence, timestampdiff(microsecond, utc_timestamp(6), expires_at) from locks.once_lock where lock_key = ? and expires_at > utc_timestamp(6)
-- [KEY]
;

select token, fence, timestampdiff(microsecond, utc_timestamp(6), expires_at) from locks.once_lock where lock_key = ? and token = ?
-- [KEY, TOKEN]
;

update locks.once_lock set expires_at = utc_timestamp(6) + interval ? microsecond where lock_key = ? and token = ? and expires_at > utc_timestamp(6)
-- [TTL, KEY, TOKEN]
;

update locks.once_lock set expires_at = utc_timestamp(6) + interval ? microsecond where lock_key in (?, ?) and token in (?, ?) and expires_at > utc_timestamp(6)
-- [TTL, KEY, KEY, TOKEN, TOKEN]
;

update locks.once_lock set expires_at = utc_timestamp(6) where lock_key = ? and token = ? and expires_at > utc_timestamp(6)
-- [KEY, TOKEN]
;

update locks.once_lock set token = ?, expires_at = utc_timestamp(6) + interval ? microsecond where lock_key = ? and token = ? and expires_at > utc_timestamp(6)
-- [VALUE, TTL, KEY, TOKEN]
;

select token, fence, timestampdiff(microsecond, utc_timestamp(6), expires_at) from locks.once_lock where lock_key = ? and expires_at > utc_timestamp(6)
-- [KEY]
;

select lock_key from locks.once_lock where expires_at < utc_timestamp(6) + interval ? microsecond and (fence is null or fence < timestampdiff(microsecond, '1970-01-01', utc_timestamp(6)) - 86400000000)
-- [TTL]
;

delete from locks.once_lock where lock_key = ? and expires_at < utc_timestamp(6) + interval ? microsecond and (fence is null or fence < timestampdiff(microsecond, '1970-01-01', utc_timestamp(6)) - 86400000000)
-- [KEY, TTL]
;
