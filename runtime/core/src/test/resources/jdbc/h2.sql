create table locks.once_lock (
  lock_key    varbinary(768) not null primary key,
  token       varbinary(512) not null,
  acquired_at timestamp(6) with time zone not null,
  expires_at  timestamp(6) with time zone not null,
  fence       bigint
)
;

update locks.once_lock
set token = ?, acquired_at = current_timestamp(6), expires_at = dateadd(microsecond, ?, current_timestamp(6))
where lock_key = ? and expires_at <= current_timestamp(6)
-- [TOKEN, TTL, KEY]
;

insert into locks.once_lock (lock_key, token, acquired_at, expires_at, fence)
values (?, ?, current_timestamp(6), dateadd(microsecond, ?, current_timestamp(6)), null)
-- [KEY, TOKEN, TTL]
;

select token, fence, cast((extract(epoch from expires_at) - extract(epoch from current_timestamp(6))) * 1000000 as bigint) from locks.once_lock where lock_key = ? and expires_at > current_timestamp(6)
-- [KEY]
;

update locks.once_lock
set token = ?, acquired_at = current_timestamp(6), expires_at = dateadd(microsecond, ?, current_timestamp(6)), fence = case when fence >= cast(extract(epoch from current_timestamp(6)) * 1000000 as bigint) then fence + 1 else cast(extract(epoch from current_timestamp(6)) * 1000000 as bigint) end
where lock_key = ? and expires_at <= current_timestamp(6)
-- [TOKEN, TTL, KEY]
;

insert into locks.once_lock (lock_key, token, acquired_at, expires_at, fence)
values (?, ?, current_timestamp(6), dateadd(microsecond, ?, current_timestamp(6)), cast(extract(epoch from current_timestamp(6)) * 1000000 as bigint))
-- [KEY, TOKEN, TTL]
;

select token, fence, cast((extract(epoch from expires_at) - extract(epoch from current_timestamp(6))) * 1000000 as bigint) from locks.once_lock where lock_key = ? and expires_at > current_timestamp(6)
-- [KEY]
;

select token, fence, cast((extract(epoch from expires_at) - extract(epoch from current_timestamp(6))) * 1000000 as bigint) from locks.once_lock where lock_key = ? and token = ?
-- [KEY, TOKEN]
;

update locks.once_lock set expires_at = dateadd(microsecond, ?, current_timestamp(6)) where lock_key = ? and token = ? and expires_at > current_timestamp(6)
-- [TTL, KEY, TOKEN]
;

update locks.once_lock set expires_at = dateadd(microsecond, ?, current_timestamp(6)) where lock_key in (?, ?) and token in (?, ?) and expires_at > current_timestamp(6)
-- [TTL, KEY, KEY, TOKEN, TOKEN]
;

update locks.once_lock set expires_at = current_timestamp(6) where lock_key = ? and token = ? and expires_at > current_timestamp(6)
-- [KEY, TOKEN]
;

update locks.once_lock set token = ?, expires_at = dateadd(microsecond, ?, current_timestamp(6)) where lock_key = ? and token = ? and expires_at > current_timestamp(6)
-- [VALUE, TTL, KEY, TOKEN]
;

select token, fence, cast((extract(epoch from expires_at) - extract(epoch from current_timestamp(6))) * 1000000 as bigint) from locks.once_lock where lock_key = ? and expires_at > current_timestamp(6)
-- [KEY]
;

select lock_key from locks.once_lock where expires_at < dateadd(microsecond, ?, current_timestamp(6)) and (fence is null or fence < cast(extract(epoch from current_timestamp(6)) * 1000000 as bigint) - 86400000000)
-- [TTL]
;

delete from locks.once_lock where lock_key = ? and expires_at < dateadd(microsecond, ?, current_timestamp(6)) and (fence is null or fence < cast(extract(epoch from current_timestamp(6)) * 1000000 as bigint) - 86400000000)
-- [KEY, TTL]
;
