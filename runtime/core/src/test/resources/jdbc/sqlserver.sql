create table locks.once_lock (
  lock_key    varbinary(768) not null primary key,
  token       varbinary(512) not null,
  acquired_at datetime2(6) not null,
  expires_at  datetime2(6) not null,
  fence       bigint
)
;

update locks.once_lock
set token = ?, acquired_at = sysutcdatetime(), expires_at = dateadd(microsecond, cast(? % 1000000 as int), dateadd(second, cast(? / 1000000 as int), sysutcdatetime()))
where lock_key = ? and expires_at <= sysutcdatetime()
-- [TOKEN, TTL, TTL, KEY]
;

insert into locks.once_lock (lock_key, token, acquired_at, expires_at, fence)
values (?, ?, sysutcdatetime(), dateadd(microsecond, cast(? % 1000000 as int), dateadd(second, cast(? / 1000000 as int), sysutcdatetime())), null)
-- [KEY, TOKEN, TTL, TTL]
;

select token, fence, datediff_big(microsecond, sysutcdatetime(), expires_at) from locks.once_lock where lock_key = ? and expires_at > sysutcdatetime()
-- [KEY]
;

update locks.once_lock
set token = ?, acquired_at = sysutcdatetime(), expires_at = dateadd(microsecond, cast(? % 1000000 as int), dateadd(second, cast(? / 1000000 as int), sysutcdatetime())), fence = case when fence >= datediff_big(microsecond, '1970-01-01', sysutcdatetime()) then fence + 1 else datediff_big(microsecond, '1970-01-01', sysutcdatetime()) end
where lock_key = ? and expires_at <= sysutcdatetime()
-- [TOKEN, TTL, TTL, KEY]
;

insert into locks.once_lock (lock_key, token, acquired_at, expires_at, fence)
values (?, ?, sysutcdatetime(), dateadd(microsecond, cast(? % 1000000 as int), dateadd(second, cast(? / 1000000 as int), sysutcdatetime())), datediff_big(microsecond, '1970-01-01', sysutcdatetime()))
-- [KEY, TOKEN, TTL, TTL]
;

select token, fence, datediff_big(microsecond, sysutcdatetime(), expires_at) from locks.once_lock where lock_key = ? and expires_at > sysutcdatetime()
-- [KEY]
;

select token, fence, datediff_big(microsecond, sysutcdatetime(), expires_at) from locks.once_lock where lock_key = ? and token = ?
-- [KEY, TOKEN]
;

update locks.once_lock set expires_at = dateadd(microsecond, cast(? % 1000000 as int), dateadd(second, cast(? / 1000000 as int), sysutcdatetime())) where lock_key = ? and token = ? and expires_at > sysutcdatetime()
-- [TTL, TTL, KEY, TOKEN]
;

update locks.once_lock set expires_at = dateadd(microsecond, cast(? % 1000000 as int), dateadd(second, cast(? / 1000000 as int), sysutcdatetime())) where lock_key in (?, ?) and token in (?, ?) and expires_at > sysutcdatetime()
-- [TTL, TTL, KEY, KEY, TOKEN, TOKEN]
;

update locks.once_lock set expires_at = sysutcdatetime() where lock_key = ? and token = ? and expires_at > sysutcdatetime()
-- [KEY, TOKEN]
;

update locks.once_lock set token = ?, expires_at = dateadd(microsecond, cast(? % 1000000 as int), dateadd(second, cast(? / 1000000 as int), sysutcdatetime())) where lock_key = ? and token = ? and expires_at > sysutcdatetime()
-- [VALUE, TTL, TTL, KEY, TOKEN]
;

select token, fence, datediff_big(microsecond, sysutcdatetime(), expires_at) from locks.once_lock where lock_key = ? and expires_at > sysutcdatetime()
-- [KEY]
;

select lock_key from locks.once_lock where expires_at < dateadd(microsecond, cast(? % 1000000 as int), dateadd(second, cast(? / 1000000 as int), sysutcdatetime())) and (fence is null or fence < datediff_big(microsecond, '1970-01-01', sysutcdatetime()) - 86400000000)
-- [TTL, TTL]
;

delete from locks.once_lock where lock_key = ? and expires_at < dateadd(microsecond, cast(? % 1000000 as int), dateadd(second, cast(? / 1000000 as int), sysutcdatetime())) and (fence is null or fence < datediff_big(microsecond, '1970-01-01', sysutcdatetime()) - 86400000000)
-- [KEY, TTL, TTL]
;
