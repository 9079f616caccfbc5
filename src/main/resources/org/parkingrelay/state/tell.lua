-- Notes what an event has the relay tell (t:<key>), unless it was taken back (v). f is when to forget it all.
if redis.call('HEXISTS', KEYS[1], 'v') == 1 then
  return 0
end
local until_ = string.format('%.0f', math.max(tonumber(ARGV[3]), tonumber(redis.call('HGET', KEYS[1], 'f') or '0')))
redis.call('HSET', KEYS[1], 't:' .. ARGV[1], ARGV[2], 'f', until_)
redis.call('PEXPIREAT', KEYS[1], until_)
return 1
