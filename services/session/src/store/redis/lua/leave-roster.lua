-- Takes a student off the roster: scans are refused from now on. Whoever has a mark stays in the total, as an outsider; a
-- pending one becomes a mark when it is stored. Boards find the other total by its sequence number.
-- KEYS  1 meta (hash)  2 roster (set)  3 outsiders (set)  4 those who left lately (set)  5… marks of each round (hash)
-- ARGV  1 student id  2 how long those who left are remembered for a roster that is being loaded, seconds
redis.call('SADD', KEYS[4], ARGV[1])
redis.call('EXPIRE', KEYS[4], ARGV[2])
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HINCRBY', KEYS[1], 'removals', 1)
if redis.call('SREM', KEYS[2], ARGV[1]) == 0 then return 0 end
redis.call('HINCRBY', KEYS[1], 'seq', 1)
for index = 5, #KEYS do
  local mark = redis.call('HGET', KEYS[index], ARGV[1])
  local isStored = mark and (string.sub(mark, 1, 1) == 's' or string.match(mark, '^p|%a+|%d+|[^|]*|%d+|[^|]*|s'))
  if isStored then redis.call('SADD', KEYS[3], ARGV[1]) end
end
return 1
