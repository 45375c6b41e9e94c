-- Decides one scan. Nothing is true yet: an accepted one becomes `pending` until MongoDB has it.
-- KEYS  1 meta (hash)  2 roster (set)  3 marks of the token's round (hash)  4 qr (hash)  5 outsiders (set)
-- ARGV  1 student id  2 round number  3 token hash  4 token's expiry, seconds  5 attempt  6 lease, ms
--       7 version of the roster when the class was asked and said that the student is enrolled, or ''
-- A mark is 's|status|atMs|method|rev' (stored) or 'p|status|atMs|attempt|leaseUntilMs|replaced' (pending).
-- Returns {verdict}, and with 'accepted' and 'already_stored' also status, atMs, classId, className, teacherName and room;
-- with 'not_on_roster' the version of the roster, which changes when somebody is removed.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local meta = redis.call('HMGET', KEYS[1], 'status', 'round', 'lateAtMs', 'classId', 'className', 'teacherName', 'room', 'epoch', 'removals')
if not meta[1] then return { 'no_live_state' } end

local mark = redis.call('HGET', KEYS[3], ARGV[1])
local kind, status, at, _, lease, replaced
if mark then
  kind, status, at, _, lease, replaced = string.match(mark, '^(%a)|(%a+)|(%d+)|([^|]*)|(%d+)|?(.*)$')
  if kind == 's' and status ~= 'absent' then
    return { 'already_stored', status, at, meta[4], meta[5], meta[6], meta[7] }
  end
end

if meta[1] ~= 'active' then return { 'session_not_active' } end
if meta[2] ~= ARGV[2] then return { 'round_not_active' } end
-- Who has been removed since may still repeat a scan that was decided before and is on its way to MongoDB.
local isOnItsWay = kind == 'p' and tonumber(lease) > now
if not isOnItsWay and redis.call('SISMEMBER', KEYS[2], ARGV[1]) == 0 then
  local version = meta[8] .. ':' .. (meta[9] or '0')
  if ARGV[7] ~= version then return { 'not_on_roster', version } end
  redis.call('SADD', KEYS[2], ARGV[1])
  redis.call('SREM', KEYS[5], ARGV[1])
end

if kind == 'p' then
  -- Whoever meets a pending one takes it over: same decision, own attempt, new lease.
  redis.call('HSET', KEYS[3], ARGV[1], table.concat({ 'p', status, at, ARGV[5], now + ARGV[6], replaced }, '|'))
  return { 'accepted', status, at, meta[4], meta[5], meta[6], meta[7] }
end

if tonumber(ARGV[4]) * 1000 <= now then return { 'token_expired' } end
local qr = redis.call('HMGET', KEYS[4], 'hash', 'previousHash', 'previousUntilMs')
local current = qr[1] == ARGV[3]
local graced = qr[2] == ARGV[3] and now < tonumber(qr[3])
if not current and not graced then return { 'token_expired' } end

local decided = now >= tonumber(meta[3]) and 'late' or 'present'
redis.call('HSET', KEYS[3], ARGV[1], table.concat({ 'p', decided, now, ARGV[5], now + ARGV[6], mark or '' }, '|'))
return { 'accepted', decided, tostring(now), meta[4], meta[5], meta[6], meta[7] }
