create table locks.once_lock (
  lock_key    varchar(768) collate "C" not null primary key,
  token       varchar(512) collate "C" not null,
  acquired_at timestamp(6) with time zone not null,
  expires_at  timestamp(6) with time zone not null,
  fence       bigint
) with (fillfactor = 50)
;

with taken as (
  update locks.once_lock
  set token = ?, acquired_at = clock_timestamp(), expires_at = clock_timestamp() + ? * interval '1 microsecond'
  where lock_key = ? and expires_at <= clock_timestamp()
  returning fence
), found as (
  select token, fence, cast(extract(epoch from least(expires_at, '9999-12-31') - clock_timestamp()) * 1000000 as bigint) as left_micros from locks.once_lock
  where lock_key = ? and not exists (select from taken)
), added as (
  insert into locks.once_lock (lock_key, token, acquired_at, expires_at, fence)
  select ?, ?, clock_timestamp(), clock_timestamp() + ? * interval '1 microsecond', null
  where not exists (select from taken) and not exists (select from found)
  on conflict (lock_key) do nothing
  returning fence
)
select cast(null as varchar) as token, fence, cast(0 as bigint) as left_micros from taken
union all select null, fence, 0 from added
union all select token, fence, left_micros from found
-- [TOKEN, TTL, KEY, KEY, KEY, TOKEN, TTL]
;

with taken as (
  update locks.once_lock
  set token = ?, acquired_at = clock_timestamp(), expires_at = clock_timestamp() + ? * interval '1 microsecond', fence = greatest(fence + 1, cast(extract(epoch from clock_timestamp()) * 1000000 as bigint))
  where lock_key = ? and expires_at <= clock_timestamp()
  returning fence
), found as (
  select token, fence, cast(extract(epoch from least(expires_at, '9999-12-31') - clock_timestamp()) * 1000000 as bigint) as left_micros from locks.once_lock
  where lock_key = ? and not exists (select from taken)
), added as (
  insert into locks.once_lock (lock_key, token, acquired_at, expires_at, fence)
  select ?, ?, clock_timestamp(), clock_timestamp() + ? * interval '1 microsecond', cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)
  where not exists (select from taken) and not exists (select from found)
  on conflict (lock_key) do nothing
  returning fence
)
select cast(null as varchar) as token, fence, cast(0 as bigint) as left_micros from taken
union all select null, fence, 0 from added
union all select token, fence, left_micros from found
-- [TOKEN, TTL, KEY, KEY, KEY, TOKEN, TTL]
;

update locks.once_lock set expires_at = clock_timestamp() + ? * interval '1 microsecond' where lock_key = ? and token = ? and expires_at > clock_timestamp()
-- [TTL, KEY, TOKEN]
;

update locks.once_lock set expires_at = clock_timestamp() + ? * interval '1 microsecond' where lock_key in (?, ?) and token in (?, ?) and expires_at > clock_timestamp()
-- [TTL, KEY, KEY, TOKEN, TOKEN]
;

update locks.once_lock set expires_at = clock_timestamp() where lock_key = ? and token = ? and expires_at > clock_timestamp()
-- [KEY, TOKEN]
;

update locks.once_lock set token = ?, expires_at = clock_timestamp() + ? * interval '1 microsecond' where lock_key = ? and token = ? and expires_at > clock_timestamp()
-- [VALUE, TTL, KEY, TOKEN]
;

select token, fence, cast(extract(epoch from least(expires_at, '9999-12-31') - clock_timestamp()) * 1000000 as bigint) from locks.once_lock where lock_key = ? and expires_at > clock_timestamp()
-- [KEY]
;

select lock_key from locks.once_lock where expires_at < clock_timestamp() + ? * interval '1 microsecond' and (fence is null or fence < cast(extract(epoch from clock_timestamp()) * 1000000 as bigint) - 86400000000)
-- [TTL]
;

delete from locks.once_lock where lock_key = ? and expires_at < clock_timestamp() + ? * interval '1 microsecond' and (fence is null or fence < cast(extract(epoch from clock_timestamp()) * 1000000 as bigint) - 86400000000)
-- [KEY, TTL]
;
