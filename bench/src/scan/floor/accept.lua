-- KEYS 1 meta 2 roster 3 marks 4 code; ARGV 1 count, then student and token hash of each scan
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local meta = redis.call('HMGET', KEYS[1], 'status', 'round', 'lateAtMs')
local code = redis.call('GET', KEYS[4])
local count = tonumber(ARGV[1])
local students = {}
for index = 1, count do students[index] = ARGV[index * 2] end
local marks = redis.call('HMGET', KEYS[3], unpack(students))
local onRoster = redis.call('SMISMEMBER', KEYS[2], unpack(students))
local answer, pending = { now }, {}
for index = 1, count do
  local verdict = '0'
  if marks[index] and string.sub(marks[index], 1, 1) == 's' then verdict = 's'
  elseif meta[1] == 'active' and meta[2] == '1' and onRoster[index] == 1 and code == ARGV[index * 2 + 1] then
    verdict = now >= tonumber(meta[3]) and 'l' or 'p'
    pending[#pending + 1] = students[index]
    pending[#pending + 1] = 'p|' .. now
  end
  answer[index + 1] = verdict
end
if #pending > 0 then redis.call('HSET', KEYS[3], unpack(pending)) end
return answer
