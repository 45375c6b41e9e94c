-- Puts new codes on the wall, in the slots that are due; the ones before stay good for their grace. Due is a slot
-- without a code, one whose code was shown for its period or was used up, and while a crowd tries for the codes one that was
-- shown for 700 ms, time enough for a camera.
-- KEYS  1 meta (hash)  2 wall (hash: slot -> hash|issuedAtMs|sealed)  3 codes (hash)  4 issued codes (list), the last first
-- ARGV  1 round number  2 by what part of its period a code may be early, 0 to 1  3 how many codes are remembered  then for each slot: hash and sealed of a new code
-- Returns {} when the round is not active, else {now, typed code sealed, then for each slot: rotated '1'|'0', sealed,
-- issuedAtMs, dueAtMs}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local meta = redis.call(
  'HMGET', KEYS[1], 'status', 'round', 'roundActive', 'rotationMs', 'graceMs', 'typedSealed', 'crowdUntilMs', 'mode'
)
if meta[1] ~= 'active' or meta[2] ~= ARGV[1] or meta[3] ~= '1' then return {} end
local period, grace, isCrowded = tonumber(meta[4]), tonumber(meta[5]), now < tonumber(meta[7] or '0')
local shown = meta[8] == 'single-use' and isCrowded and math.min(period, 700) or period

local function isUsed(hash)
  local code = meta[8] == 'single-use' and redis.call('HGET', KEYS[3], hash)
  return code and string.match(code, '^%d+|%d+|(.*)$') ~= ''
end

local answer = { tostring(now), meta[6] or '' }
local earliest
for slot = 0, (#ARGV - 3) / 2 - 1 do
  local newHash, newSealed = ARGV[4 + slot * 2], ARGV[5 + slot * 2]
  local current = redis.call('HGET', KEYS[2], slot)
  local hash, issuedAt, sealed
  if current then hash, issuedAt, sealed = string.match(current, '^([^|]*)|(%d+)|(.*)$') end
  local isDue = not hash or now >= issuedAt + shown * (1 - ARGV[2]) or isUsed(hash)
  if isDue then
    if hash then
      local code = redis.call('HGET', KEYS[3], hash)
      local consumer = code and string.match(code, '^%d+|%d+|(.*)$') or ''
      redis.call('HSET', KEYS[3], hash, slot .. '|' .. now + grace .. '|' .. consumer)
    end
    redis.call('HSET', KEYS[2], slot, newHash .. '|' .. now .. '|' .. newSealed)
    redis.call('HSET', KEYS[3], newHash, slot .. '|0|')
    redis.call('LPUSH', KEYS[4], newHash)
    issuedAt, sealed = now, newSealed
  end
  local due = issuedAt + period
  if not earliest or due < earliest then earliest = due end
  answer[#answer + 1] = isDue and '1' or '0'
  answer[#answer + 1] = sealed
  answer[#answer + 1] = tostring(issuedAt)
  answer[#answer + 1] = tostring(due)
end
while redis.call('LLEN', KEYS[4]) > tonumber(ARGV[3]) do redis.call('HDEL', KEYS[3], redis.call('RPOP', KEYS[4])) end
redis.call('HSET', KEYS[1], 'dueAtMs', earliest)
return answer
