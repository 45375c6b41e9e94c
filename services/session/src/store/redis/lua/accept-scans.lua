-- Decides scans of one session and round that arrived together. Nothing is true yet: an accepted one becomes `pending`
-- until MongoDB has it.
-- KEYS  1 meta (hash)  2 roster (set)  3 marks of the round (hash)  4 codes (hash)  5 outsiders (set)
--       6 bound devices (hash: student -> JSON)  7 users of devices (hash: device -> the
--       student whom it marked first, with a + behind once it has marked another one)
-- ARGV  1 round number  2 lease, ms  3 how long a receipt is good, ms  4 number of scans, then of each scan:
--       student id, token hash ('code:<hash>' of a typed one), token's expiry in seconds (0 of a typed one), attempt,
--       version of the roster when the class was asked and said that the student is enrolled ('' if it was not),
--       instant of the receipt in ms ('' without), judgement of device and location ('' when not judged, '!code' to refuse,
--       else flags joined by commas), device ('' when unknown)
-- A mark is 's|status|atMs|method|rev|verification' (stored) or
-- 'p|status|atMs|attempt|leaseUntilMs|flags|replaced' (pending; `replaced` is the stored mark that it stands over).
-- A code is 'slot|goodUntilMs|consumer', until 0 while it is on the wall.
-- Returns {} without live state, else {now, wall overdue '1'|'0', mode, classId, className, courseName, teacherName, room,
-- geofence, device policy, a verdict for each scan…}: 's|status|atMs' stored, 'a|status|atMs|sharedWith|flags' accepted,
-- 'n|version of the roster' not on it, 'j|bound device' to be judged, 'r|code|waitMs' refused.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local meta = redis.call(
  'HMGET', KEYS[1], 'status', 'round', 'roundActive', 'lateAtMs', 'endsAtMs', 'epoch', 'removals', 'mode', 'rotationMs',
  'graceMs', 'loadedAtMs', 'typedHash', 'typedCode', 'judges', 'dueAtMs', 'turnAtMs', 'slots',
  'classId', 'className', 'courseName', 'teacherName', 'room', 'geofence', 'device'
)
if not meta[1] then return {} end
local status, round, roundActive, lateAt, endsAt = meta[1], meta[2], meta[3], tonumber(meta[4]), tonumber(meta[5])
local mode, rotation, grace, loadedAt = meta[8], tonumber(meta[9]), tonumber(meta[10]), tonumber(meta[11])
local version = meta[6] .. ':' .. (meta[7] or '0')
local lease, receiptMs, count = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local isOpen = status == 'active' and (endsAt == 0 or now < endsAt)

local students = {}
for index = 1, count do students[index] = ARGV[5 + (index - 1) * 8] end
local marks, onRoster = {}, {}
local foundMarks = redis.call('HMGET', KEYS[3], unpack(students))
local foundOnRoster = redis.call('SMISMEMBER', KEYS[2], unpack(students))
for index = 1, count do
  marks[students[index]] = foundMarks[index]
  onRoster[students[index]] = foundOnRoster[index] == 1
end

local knownCodes = {}
local function codeOf(hash)
  local code = knownCodes[hash]
  if not code then
    local text = redis.call('HGET', KEYS[4], hash)
    if text then
      local slot, till, consumer = string.match(text, '^(%d+)|(%d+)|(.*)$')
      code = { slot = slot, till = tonumber(till), consumer = consumer }
    else
      code = { missing = true }
    end
    knownCodes[hash] = code
  end
  return code
end

-- When somebody who was too late for a code should look up again: in turn, about one for each new code in each slot (they
-- change every 700 ms then, see rotate-codes.lua), so that a crowd does not meet at each code.
local function takeTurn()
  local turn = math.max(now, tonumber(meta[16] or '0')) + math.ceil(700 / tonumber(meta[17]))
  meta[16] = tostring(turn)
  redis.call('HSET', KEYS[1], 'turnAtMs', turn, 'crowdUntilMs', turn + 5000)
  return turn - now
end

local function checkTyped(hash)
  if meta[13] == 'off' or 'code:' .. (meta[12] or '') ~= hash then return 'r|token_expired|0' end
end

-- What the receipt of a scan that could not be stored says: it was good when it was first seen.
local function wasGood(receiptAt, issuedAt)
  return receiptAt and now - receiptAt <= receiptMs and receiptAt - issuedAt <= rotation + grace + 1000
end

local function checkToken(student, hash, expiry, receiptAt)
  local issuedAt = expiry * 1000 - 3 * rotation - grace
  local code = codeOf(hash)
  local consumer = code.consumer
  if consumer == student then return end
  local isGood = not code.missing and (code.till == 0 or now < code.till) and now < expiry * 1000
  -- Codes that were on the wall when Redis lost everything go on working.
  local isFromBefore = code.missing and mode == 'rotating' and issuedAt < loadedAt and now - issuedAt <= rotation + grace
  if not isGood and not isFromBefore and not wasGood(receiptAt, issuedAt) then return 'r|token_expired|0' end
  if consumer and consumer ~= '' then return 'r|token_consumed|' .. takeTurn() end
end

local changed = {}
local function setMark(student, text)
  marks[student] = text
  changed[#changed + 1] = student
  changed[#changed + 1] = text
end

local function decide(at)
  local student, hash, expiry, attempt = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2]), ARGV[at + 3]
  local confirmedFor, receiptAt, judgement, device = ARGV[at + 4], tonumber(ARGV[at + 5]), ARGV[at + 6], ARGV[at + 7]
  local mark = marks[student]
  local kind, markStatus, markAt, lease_, flags, replaced
  if mark then
    kind, markStatus, markAt = string.match(mark, '^(%a)|(%a+)|(%d+)|')
    if kind == 's' and markStatus ~= 'absent' then return 's|' .. markStatus .. '|' .. markAt end
    if kind == 'p' then
      lease_, flags, replaced = string.match(mark, '^p|%a+|%d+|[^|]*|(%d+)|([^|]*)|(.*)$')
    end
  end
  if not isOpen then return 'r|session_not_active|0' end
  if round ~= ARGV[1] or roundActive ~= '1' then return 'r|round_not_active|0' end
  -- Who has been removed since may still repeat a scan that was decided before and is on its way to MongoDB.
  local isOnItsWay = kind == 'p' and tonumber(lease_) > now
  if not isOnItsWay and not onRoster[student] then
    if confirmedFor ~= version then return 'n|' .. version end
    redis.call('SADD', KEYS[2], student)
    redis.call('SREM', KEYS[5], student)
    onRoster[student] = true
  end
  if kind == 'p' then
    -- Whoever meets a pending one takes it over: same decision, own attempt, new lease.
    setMark(student, table.concat({ 'p', markStatus, markAt, attempt, now + lease, flags, replaced }, '|'))
    return table.concat({ 'a', markStatus, markAt, '', flags }, '|')
  end

  local isTyped = string.sub(hash, 1, 5) == 'code:'
  local refusal
  if isTyped then refusal = checkTyped(hash) else refusal = checkToken(student, hash, expiry, receiptAt) end
  if refusal then return refusal end
  if meta[14] == '1' then
    if judgement == '' then return 'j|' .. (redis.call('HGET', KEYS[6], student) or '') end
    if string.sub(judgement, 1, 1) == '!' then return 'r|' .. string.sub(judgement, 2) .. '|0' end
  end

  flags = judgement == '-' and '' or judgement
  if isTyped and meta[13] == 'flag' then flags = flags == '' and 'typed_code' or flags .. ',typed_code' end
  local sharedWith = ''
  if device ~= '' then
    local users = redis.call('HGET', KEYS[7], device)
    if not users then
      redis.call('HSET', KEYS[7], device, student)
    elseif users ~= student then
      local first = string.match(users, '^[^+]+')
      if first == users then redis.call('HSET', KEYS[7], device, first .. '+') end
      if first ~= student then sharedWith = first end
      flags = flags == '' and 'device_shared' or flags .. ',device_shared'
    end
  end
  if mode == 'single-use' and not isTyped then
    local code = codeOf(hash)
    code.consumer = student
    -- A code that Redis does not know any more can't be seen by anybody else either.
    if not code.missing then redis.call('HSET', KEYS[4], hash, code.slot .. '|' .. code.till .. '|' .. student) end
  end
  local decided = now >= lateAt and 'late' or 'present'
  setMark(student, table.concat({ 'p', decided, now, attempt, now + lease, flags, mark or '' }, '|'))
  return table.concat({ 'a', decided, now, sharedWith, flags }, '|')
end

local isOverdue = meta[15] and roundActive == '1' and now >= tonumber(meta[15]) and '1' or '0'
local answer = {
  tostring(now), isOverdue, mode, meta[18], meta[19], meta[20], meta[21], meta[22], meta[23], meta[24],
}
for index = 1, count do answer[#answer + 1] = decide(5 + (index - 1) * 8) end
if #changed > 0 then redis.call('HSET', KEYS[3], unpack(changed)) end
return answer
