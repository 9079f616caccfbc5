-- Notes what an event has the relay tell (t:<key>), unless it was taken back (v).
if redis.call('HEXISTS', KEYS[1], 'v') == 1 then
  return 0
end
redis.call('HSET', KEYS[1], 't:' .. ARGV[1], ARGV[2])
redis.call('PEXPIREAT', KEYS[1], ARGV[3])
return 1
