-- Puts a new code on the wall; the one before stays good for its grace.
-- KEYS  1 meta (hash)  2 qr (hash)
-- ARGV  1 round number  2 hash of the new token  3 the new token, sealed  4 '1': only when the current one is overdue
-- Returns {'round_not_active'}, or {rotated '1'|'0', sealed, issuedAtMs, dueAtMs} of the code that is on the wall now.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local meta = redis.call('HMGET', KEYS[1], 'status', 'round', 'rotationMs', 'graceMs')
if meta[1] ~= 'active' or meta[2] ~= ARGV[1] then return { 'round_not_active' } end
local qr = redis.call('HMGET', KEYS[2], 'hash', 'sealed', 'issuedAtMs')
local period = tonumber(meta[3])
if ARGV[4] == '1' and qr[1] and now < tonumber(qr[3]) + period then
  return { '0', qr[2], qr[3], tostring(tonumber(qr[3]) + period) }
end
redis.call(
  'HSET', KEYS[2],
  'hash', ARGV[2], 'sealed', ARGV[3], 'issuedAtMs', now,
  'previousHash', qr[1] or '', 'previousUntilMs', now + tonumber(meta[4])
)
return { '1', ARGV[3], tostring(now), tostring(now + period) }
