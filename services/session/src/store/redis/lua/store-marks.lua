-- Puts what MongoDB has into the live state, moves the counters and draws the next sequence numbers.
-- KEYS  1 meta (hash)  2 roster (set)  3 marks of the round (hash)  4 outsiders (set): marked, and not on the roster
-- ARGV  1 round number  2 number of marks, then of each: student id, status, atMs, method, rev of the record, verification
-- An older revision than the one that is there changes nothing. The counters are those of the round that runs.
-- Returns {} without live state, else {epoch, seq before, seq after, present, late, absent, excused, total, '1' or '0' for
-- each mark: whether it changed something}.
local epoch, round = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'round'))
if not epoch then return {} end
local count = tonumber(ARGV[2])
local students = {}
for index = 1, count do students[index] = ARGV[3 + (index - 1) * 6] end
local marks = {}
local found = redis.call('HMGET', KEYS[3], unpack(students))
local onRoster = redis.call('SMISMEMBER', KEYS[2], unpack(students))
for index = 1, count do marks[students[index]] = found[index] end

local function countedAs(status, verification) return verification == 'rejected' and 'absent' or status end

local moved = { present = 0, late = 0, absent = 0, excused = 0 }
local changed, outsiders, applied = {}, {}, {}
for index = 1, count do
  local at = 3 + (index - 1) * 6
  local student, status, verification = students[index], ARGV[at + 1], ARGV[at + 5]
  local mark = marks[student]
  -- A pending mark may stand over a stored `absent`.
  if mark and string.sub(mark, 1, 1) == 'p' then mark = string.match(mark, '^p|%a+|%d+|[^|]*|%d+|[^|]*|(.*)$') end
  local before, rev, verified
  if mark and mark ~= '' then before, rev, verified = string.match(mark, '^s|(%a+)|%d+|[^|]*|(%d+)|?(%a*)$') end
  if before and tonumber(rev) >= tonumber(ARGV[at + 4]) then
    applied[index] = '0'
  else
    applied[index] = '1'
    if before then
      local counted = countedAs(before, verified)
      moved[counted] = moved[counted] - 1
    end
    local counted = countedAs(status, verification)
    moved[counted] = moved[counted] + 1
    local text = table.concat({ 's', status, ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], verification }, '|')
    marks[student] = text
    changed[#changed + 1] = student
    changed[#changed + 1] = text
    if onRoster[index] == 0 then outsiders[#outsiders + 1] = student end
  end
end

local seq = tonumber(redis.call('HGET', KEYS[1], 'seq'))
local after = seq + #changed / 2
if #changed > 0 then
  redis.call('HSET', KEYS[3], unpack(changed))
  if #outsiders > 0 then redis.call('SADD', KEYS[4], unpack(outsiders)) end
  if round == ARGV[1] then
    for status, by in pairs(moved) do
      if by ~= 0 then redis.call('HINCRBY', KEYS[1], status, by) end
    end
  end
  redis.call('HSET', KEYS[1], 'seq', after)
end
local counts = redis.call('HMGET', KEYS[1], 'present', 'late', 'absent', 'excused')
local total = redis.call('SCARD', KEYS[2]) + redis.call('SCARD', KEYS[4])
return {
  epoch, seq, after, tonumber(counts[1]), tonumber(counts[2]), tonumber(counts[3]), tonumber(counts[4]), total,
  table.concat(applied),
}
