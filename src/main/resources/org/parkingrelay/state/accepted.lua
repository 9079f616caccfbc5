-- KeyState.accepted in Redis; begin.lua names the fields.
local now = redis.call('TIME')
now = now[1] * 1000 + math.floor(now[2] / 1000)
local key = KEYS[1]
local token, event, at, rank, direction, lot = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5], ARGV[6]
local forget, again = tonumber(ARGV[7]), ARGV[8] == '1'
local f = redis.call('HMGET', key, 'a', 'r', 'd', 'lt', 'lu', 'f', 'e')
local knownAt, knownRank, knownDirection = tonumber(f[1] or ''), tonumber(f[2] or ''), f[3]
local holds = f[4] == token
local overtaken = knownAt and (at < knownAt
    or (at == knownAt and (rank < knownRank or (rank == knownRank and direction < knownDirection)))) or false
local others = f[4] and not holds and tonumber(f[5]) > now
local until_ = string.format('%.0f', math.max(forget, tonumber(f[6] or '0')))
local function remember()
  redis.call('HSET', key, 'f', until_)
  redis.call('PEXPIREAT', key, until_)
end
if not holds and (again or overtaken or others or redis.call('HEXISTS', key, 'x:' .. event) == 1) then
  redis.call('HSET', key, 'x:' .. event, '1')
  remember()
  return 'OVERTAKEN'
end
if not again and not overtaken then
  if f[7] ~= event then
    if knownAt then redis.call('HSET', key, 'b', knownDirection) else redis.call('HDEL', key, 'b') end
  end
  redis.call('HSET', key, 'a', ARGV[3], 'r', ARGV[4], 'd', direction, 'e', event, 'l', lot)
end
if holds then
  redis.call('HDEL', key, 'lt', 'le', 'lu')
end
redis.call('HDEL', key, 'x:' .. event)
remember()
return 'NEWEST'
