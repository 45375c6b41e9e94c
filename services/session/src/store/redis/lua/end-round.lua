-- Ends a round for scans and says since when. Called again it gives the same instant.
-- KEYS  1 meta (hash)
-- ARGV  1 round number
-- Returns the instant in ms, or nil when the round is not the last of an active session.
local status, round, active, endedAt = unpack(redis.call('HMGET', KEYS[1], 'status', 'round', 'roundActive', 'roundEndedAtMs'))
if status ~= 'active' or round ~= ARGV[1] then return nil end
if active ~= '1' then return endedAt end
local time = redis.call('TIME')
local now = tostring(time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('HSET', KEYS[1], 'roundActive', '0', 'roundEndedAtMs', now)
return now
