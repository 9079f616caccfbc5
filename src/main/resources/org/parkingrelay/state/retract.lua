-- Takes an event back (v) and returns what was noted of it (t:<key>).
redis.call('HSET', KEYS[1], 'v', '1')
redis.call('PEXPIREAT', KEYS[1], ARGV[1])
local told = {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  if string.sub(all[i], 1, 2) == 't:' then
    told[#told + 1] = all[i + 1]
  end
end
return told
