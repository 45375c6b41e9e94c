-- Puts a student on the roster. The total is another one then: a change that boards find by its sequence number.
-- KEYS  1 meta (hash)  2 roster (set)  3 outsiders (set)  4 those who left lately (set)
-- ARGV  1 student id  2 version of the roster when the class said that the student is enrolled
-- Returns 0, and nothing has changed, when somebody was removed since; else 1.
local meta = redis.call('HMGET', KEYS[1], 'epoch', 'removals')
if meta[1] and ARGV[2] ~= meta[1] .. ':' .. (meta[2] or '0') then return 0 end
redis.call('SREM', KEYS[4], ARGV[1])
-- Without live state the roster is read anew anyway.
if not meta[1] then return 1 end
if redis.call('SADD', KEYS[2], ARGV[1]) == 1 then redis.call('HINCRBY', KEYS[1], 'seq', 1) end
redis.call('SREM', KEYS[3], ARGV[1])
return 1
