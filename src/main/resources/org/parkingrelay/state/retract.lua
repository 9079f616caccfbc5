-- Takes an event back (v) and returns what was noted of it (t:<key>). f is when to forget it all.
local told = {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  if string.sub(all[i], 1, 2) == 't:' then
    told[#told + 1] = all[i + 1]
  end
end
local until_ = string.format('%.0f', math.max(tonumber(ARGV[1]), tonumber(redis.call('HGET', KEYS[1], 'f') or '0')))
redis.call('HSET', KEYS[1], 'v', '1', 'f', until_)
redis.call('PEXPIREAT', KEYS[1], until_)
return told
