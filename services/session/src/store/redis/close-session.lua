-- Closes a session for scans and says since when. Called again it gives the same instant.
-- KEYS  1 meta (hash)
-- Returns the closing instant in ms, or nil without live state.
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return nil end
if status ~= 'active' then return redis.call('HGET', KEYS[1], 'closingAtMs') end
local time = redis.call('TIME')
local now = tostring(time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('HSET', KEYS[1], 'status', 'closing', 'closingAtMs', now)
return now
