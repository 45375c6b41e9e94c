-- Closes a session for scans and says since when: now, or since its planned end when that is over. Called again it gives the
-- same instant.
-- KEYS  1 meta (hash)
-- Returns the closing instant in ms, or nil without live state.
local status, closingAt, endsAt = unpack(redis.call('HMGET', KEYS[1], 'status', 'closingAtMs', 'endsAtMs'))
if not status then return nil end
if status ~= 'active' then return closingAt end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local planned = tonumber(endsAt)
local closing = tostring(planned > 0 and math.min(planned, now) or now)
redis.call('HSET', KEYS[1], 'status', 'closing', 'closingAtMs', closing)
return closing
