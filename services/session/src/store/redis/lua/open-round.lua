-- Lets the scans of a round in, again when it was ended. A new one has its own counters, a new epoch, an empty wall.
-- KEYS  1 meta (hash)  2 wall (hash)  3 codes (hash)  4 issued codes (list)
-- ARGV  1 round number  2 when who comes is late, ms  3 epoch
-- Returns 1 when the session is active and the round open.
local status, round = unpack(redis.call('HMGET', KEYS[1], 'status', 'round'))
if status ~= 'active' or tonumber(round) > tonumber(ARGV[1]) then return 0 end
if round == ARGV[1] then
  redis.call('HSET', KEYS[1], 'roundActive', '1')
  return 1
end
redis.call('DEL', KEYS[2], KEYS[3], KEYS[4])
redis.call('HDEL', KEYS[1], 'dueAtMs', 'turnAtMs', 'crowdUntilMs', 'roundEndedAtMs')
redis.call(
  'HSET', KEYS[1], 'round', ARGV[1], 'roundActive', '1', 'lateAtMs', ARGV[2], 'epoch', ARGV[3], 'seq', 0,
  'present', 0, 'late', 0, 'absent', 0, 'excused', 0
)
return 1
