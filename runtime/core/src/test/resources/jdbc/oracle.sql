create table locks.once_lock (
  lock_key    varchar2(768 byte) not null primary key,
  token       varchar2(512 byte) not null,
  acquired_at timestamp(6) not null,
  expires_at  timestamp(6) not null,
  fence       number(19)
)
;

update locks.once_lock
set token = ?, acquired_at = sys_extract_utc(systimestamp), expires_at = sys_extract_utc(systimestamp) + numtodsinterval(? / 1000000, 'second')
where lock_key = ? and expires_at <= sys_extract_utc(systimestamp)
-- [TOKEN, TTL, KEY]
;

insert into locks.once_lock (lock_key, token, acquired_at, expires_at, fence)
values (?, ?, sys_extract_utc(systimestamp), sys_extract_utc(systimestamp) + numtodsinterval(? / 1000000, 'second'), null)
-- [KEY, TOKEN, TTL]
;

select token, fence, (extract(day from (expires_at - sys_extract_utc(systimestamp))) * 86400000000 + extract(hour from (expires_at - sys_extract_utc(systimestamp))) * 3600000000 + extract(minute from (expires_at - sys_extract_utc(systimestamp))) * 60000000 + round(extract(second from (expires_at - sys_extract_utc(systimestamp))) * 1000000)) from locks.once_lock where lock_key = ? and expires_at > sys_extract_utc(systimestamp)
-- [KEY]
;

update locks.once_lock
set token = ?, acquired_at = sys_extract_utc(systimestamp), expires_at = sys_extract_utc(systimestamp) + numtodsinterval(? / 1000000, 'second'), fence = case when fence >= (extract(day from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 86400000000 + extract(hour from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 3600000000 + extract(minute from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 60000000 + round(extract(second from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 1000000)) then fence + 1 else (extract(day from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 86400000000 + extract(hour from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 3600000000 + extract(minute from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 60000000 + round(extract(second from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 1000000)) end
where lock_key = ? and expires_at <= sys_extract_utc(systimestamp)
-- [TOKEN, TTL, KEY]
;

insert into locks.once_lock (lock_key, token, acquired_at, expires_at, fence)
values (?, ?, sys_extract_utc(systimestamp), sys_extract_utc(systimestamp) + numtodsinterval(? / 1000000, 'second'), (extract(day from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 86400000000 + extract(hour from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 3600000000 + extract(minute from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 60000000 + round(extract(second from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 1000000)))
-- [KEY, TOKEN, TTL]
;

select token, fence, (extract(day from (expires_at - sys_extract_utc(systimestamp))) * 86400000000 + extract(hour from (expires_at - sys_extract_utc(systimestamp))) * 3600000000 + extract(minute from (expires_at - sys_extract_utc(systimestamp))) * 60000000 + round(extract(second from (expires_at - sys_extract_utc(systimestamp))) * 1000000)) from locks.once_lock where lock_key = ? and expires_at > sys_extract_utc(systimestamp)
-- [KEY]
;

select token, fence, (extract(day from (expires_at - sys_extract_utc(systimestamp))) * 86400000000 + extract(hour from (expires_at - sys_extract_utc(systimestamp))) * 3600000000 + extract(minute from (expires_at - sys_extract_utc(systimestamp))) * 60000000 + round(extract(second from (expires_at - sys_extract_utc(systimestamp))) * 1000000)) from locks.once_lock where lock_key = ? and token = ?
-- [KEY, TOKEN]
;

update locks.once_lock set expires_at = sys_extract_utc(systimestamp) + numtodsinterval(? / 1000000, 'second') where lock_key = ? and token = ? and expires_at > sys_extract_utc(systimestamp)
-- [TTL, KEY, TOKEN]
;

update locks.once_lock set expires_at = sys_extract_utc(systimestamp) + numtodsinterval(? / 1000000, 'second') where lock_key in (?, ?) and token in (?, ?) and expires_at > sys_extract_utc(systimestamp)
-- [TTL, KEY, KEY, TOKEN, TOKEN]
;

update locks.once_lock set expires_at = sys_extract_utc(systimestamp) where lock_key = ? and token = ? and expires_at > sys_extract_utc(systimestamp)
-- [KEY, TOKEN]
;

update locks.once_lock set token = ?, expires_at = sys_extract_utc(systimestamp) + numtodsinterval(? / 1000000, 'second') where lock_key = ? and token = ? and expires_at > sys_extract_utc(systimestamp)
-- [VALUE, TTL, KEY, TOKEN]
;

select token, fence, (extract(day from (expires_at - sys_extract_utc(systimestamp))) * 86400000000 + extract(hour from (expires_at - sys_extract_utc(systimestamp))) * 3600000000 + extract(minute from (expires_at - sys_extract_utc(systimestamp))) * 60000000 + round(extract(second from (expires_at - sys_extract_utc(systimestamp))) * 1000000)) from locks.once_lock where lock_key = ? and expires_at > sys_extract_utc(systimestamp)
-- [KEY]
;

select lock_key from locks.once_lock where expires_at < sys_extract_utc(systimestamp) + numtodsinterval(? / 1000000, 'second') and (fence is null or fence < (extract(day from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 86400000000 + extract(hour from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 3600000000 + extract(minute from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 60000000 + round(extract(second from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 1000000)) - 86400000000)
-- [TTL]
;

delete from locks.once_lock where lock_key = ? and expires_at < sys_extract_utc(systimestamp) + numtodsinterval(? / 1000000, 'second') and (fence is null or fence < (extract(day from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 86400000000 + extract(hour from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 3600000000 + extract(minute from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 60000000 + round(extract(second from (sys_extract_utc(systimestamp) - timestamp '1970-01-01 00:00:00')) * 1000000)) - 86400000000)
-- [KEY, TTL]
;
