-- Takes back a pending mark whose write failed, unless somebody else has taken it over or stored it meanwhile.
-- KEYS  1 marks of the round (hash)
-- ARGV  1 student id  2 attempt
local mark = redis.call('HGET', KEYS[1], ARGV[1])
if not mark then return 0 end
local attempt, replaced = string.match(mark, '^p|%a+|%d+|([^|]*)|%d+|[^|]*|(.*)$')
if attempt ~= ARGV[2] then return 0 end
if replaced == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], replaced)
end
return 1
