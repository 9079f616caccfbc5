-- Which of many plates somebody has bound: their places, from 1.
-- KEYS: each plate's members, each with when it was bound, or negative, when that was ended; milliseconds
local bound = {}
for place, key in ipairs(KEYS) do
  local members = redis.pcall('ZRANGE', key, '0', '+inf', 'BYSCORE', 'LIMIT', 0, 1)
  -- Where something else is kept it is for the look-up of that plate to say so.
  if members.err or #members > 0 then
    bound[#bound + 1] = place
  end
end
return bound
