-- KeyState.begin in Redis. One hash for each key: newest state (a: microseconds, r: rank, d: 1 IN or 0 OUT, e: event,
-- l: car park), b: the direction before it, holder (lt: token, le: event, lu: until), f: when to forget it all, x:<event>: doubts.
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
local key = KEYS[1]
local token, event, at, rank, direction, lot = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5], ARGV[6]
local retracts, window, lease, forget = ARGV[7], tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])
local f = redis.call('HMGET', key, 'a', 'r', 'd', 'e', 'l', 'b', 'lt', 'le', 'lu', 'f')
local knownAt, knownRank, knownDirection, knownEvent, knownLot = tonumber(f[1] or ''), tonumber(f[2] or ''), f[3], f[4], f[5]
local holder, holderEvent, holderUntil = f[7], f[8], tonumber(f[9] or '')

local function remember()
  local until_ = math.max(forget, tonumber(f[10] or '0'))
  redis.call('HSET', key, 'f', string.format('%.0f', until_))
  redis.call('PEXPIREAT', key, string.format('%.0f', until_))
end

local function hold()
  redis.call('HSET', key, 'lt', token, 'le', event, 'lu', string.format('%.0f', now + lease))
  remember()
end

if holder then
  if holder ~= token and holderUntil > now then
    return {'BUSY', '0', '0', string.format('%.0f', holderUntil - now)}
  end
  redis.call('HSET', key, 'x:' .. holderEvent, '1')
  redis.call('HDEL', key, 'lt', 'le', 'lu')
end

local function hasDoubts()
  for _, field in ipairs(redis.call('HKEYS', key)) do
    if string.sub(field, 1, 2) == 'x:' then return true end
  end
  return false
end
if retracts ~= '' then
  direction = '0'
  if knownAt then
    if knownEvent == retracts then direction = f[6] or '0' else direction = knownDirection end
  end
end
if knownAt then
  if knownEvent == event then
    return {'DUPLICATE', direction, ARGV[3], '0'}
  end
  local doubtful = redis.call('HEXISTS', key, 'x:' .. event) == 1
  local same = retracts == '' and knownDirection == direction and knownLot == lot and math.abs(knownAt - at) <= window
  local newer = knownAt < at
      or (knownAt == at and (knownRank < rank or (knownRank == rank and knownDirection < direction)))
  if not newer then
    if doubtful then
      hold()
      return {'REPEAT', knownDirection, f[1], '0'}
    end
    if same and not f[6] then
      redis.call('HSET', key, 'b', direction)
    end
    return {same and 'DUPLICATE' or 'SUPERSEDED', direction, ARGV[3], '0'}
  end
  if same and not hasDoubts() then
    redis.call('HSET', key, 'b', knownDirection, 'a', ARGV[3], 'r', ARGV[4], 'd', direction, 'e', event, 'l', lot)
    remember()
    return {'DUPLICATE', direction, ARGV[3], '0'}
  end
end
hold()
return {'PROCEED', direction, ARGV[3], '0'}
