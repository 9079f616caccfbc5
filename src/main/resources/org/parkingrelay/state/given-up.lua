-- KeyState.givenUp in Redis; begin.lua names the fields.
local key = KEYS[1]
local token, event, doubt, forget = ARGV[1], ARGV[2], ARGV[3] == '1', tonumber(ARGV[4])
local f = redis.call('HMGET', key, 'lt', 'f')
if f[1] == token then
  redis.call('HDEL', key, 'lt', 'le', 'lu')
end
if doubt then
  local until_ = string.format('%.0f', math.max(forget, tonumber(f[2] or '0')))
  redis.call('HSET', key, 'x:' .. event, '1', 'f', until_)
  redis.call('PEXPIREAT', key, until_)
end
return 'OK'
