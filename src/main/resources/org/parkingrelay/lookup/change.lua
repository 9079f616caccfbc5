-- One binding is made or ended: the later change wins; at the same time the end of a binding does.
-- KEYS[1]: the plate's members, each with when it was bound, or negative, when that was ended; milliseconds
-- ARGV: openid, 1 (bound) or 0 (ended), milliseconds, 1 if it wins over whatever is known
local score = redis.pcall('ZSCORE', KEYS[1], ARGV[1])
if type(score) == 'table' and score.err then
  -- Something else is kept there. Redis 6 would hide its own word, WRONGTYPE, behind one of scripts.
  return score
end
local known = tonumber(score or '')
local bind = ARGV[2] == '1'
local at = tonumber(ARGV[3])
if known then
  local since = math.abs(known)
  if ARGV[4] == '1' then
    at = math.max(at, since + 1)
  elseif at < since or (at == since and known < 0 and bind) then
    return 'OLDER'
  end
end
redis.call('ZADD', KEYS[1], bind and at or -at, ARGV[1])
local was = known ~= nil and known >= 0
return was == bind and 'UNCHANGED' or 'CHANGED'
