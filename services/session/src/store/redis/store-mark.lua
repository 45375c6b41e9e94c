-- Puts what MongoDB has into the live state, moves the counters and draws the next sequence number.
-- KEYS  1 meta (hash)  2 roster (set)  3 marks of the round (hash)  4 outsiders (set): marked, and not on the roster
-- ARGV  1 student id  2 status  3 atMs  4 method  5 rev of the record
-- An older revision than the one that is there changes nothing.
-- Returns {} without live state or change, else {epoch, seq, present, late, absent, excused, total}.
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if not epoch then return {} end
local mark = redis.call('HGET', KEYS[3], ARGV[1])
if mark then
  local kind, status, rev, replaced
  kind, status, rev, replaced = string.match(mark, '^(%a)|(%a+)|%d+|[^|]*|(%d+)|?(.*)$')
  if kind == 'p' then
    -- A pending mark may stand over a stored `absent`.
    kind, status, rev = string.match(replaced, '^(s)|(%a+)|%d+|[^|]*|(%d+)$')
  end
  if kind == 's' then
    if tonumber(rev) >= tonumber(ARGV[5]) then return {} end
    redis.call('HINCRBY', KEYS[1], status, -1)
  end
end
redis.call('HSET', KEYS[3], ARGV[1], table.concat({ 's', ARGV[2], ARGV[3], ARGV[4], ARGV[5] }, '|'))
if redis.call('SISMEMBER', KEYS[2], ARGV[1]) == 0 then redis.call('SADD', KEYS[4], ARGV[1]) end
redis.call('HINCRBY', KEYS[1], ARGV[2], 1)
local seq = redis.call('HINCRBY', KEYS[1], 'seq', 1)
local counts = redis.call('HMGET', KEYS[1], 'present', 'late', 'absent', 'excused')
local total = redis.call('SCARD', KEYS[2]) + redis.call('SCARD', KEYS[4])
return { epoch, seq, tonumber(counts[1]), tonumber(counts[2]), tonumber(counts[3]), tonumber(counts[4]), total }
