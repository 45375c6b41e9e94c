-- KEYS 1 meta 2 marks; ARGV 1 status of all 2 now, then students
local marks = {}
for index = 3, #ARGV do
  marks[#marks + 1] = ARGV[index]
  marks[#marks + 1] = 's|' .. ARGV[1] .. '|' .. ARGV[2]
end
redis.call('HSET', KEYS[2], unpack(marks))
redis.call('HINCRBY', KEYS[1], ARGV[1], #ARGV - 2)
return redis.call('HINCRBY', KEYS[1], 'seq', #ARGV - 2)
