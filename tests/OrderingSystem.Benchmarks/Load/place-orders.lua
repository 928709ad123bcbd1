-- For wrk: places orders, each under a key of its own, and writes down the ids of those that were accepted.
-- Arguments after "--": access token, a name for this run, a folder.
local thread_count = 0

function setup(thread)
  thread_count = thread_count + 1
  thread:set("number", thread_count)
end

function init(args)
  token, run = args[1], args[2]
  counter, refused = 0, 0
  accepted = io.open(string.format("%s/accepted-%s-%d.txt", args[3], run, number), "w")
  accepted:setvbuf("no")
end

function request()
  counter = counter + 1
  return wrk.format("POST", "/api/orders", {
    ["Authorization"] = "Bearer " .. token,
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = string.format("%s-%d-%d", run, number, counter),
  }, '{"customerId":"C-0001","items":[{"description":"Walnut desk","quantity":1}]}')
end

function response(status, headers, body)
  if status == 202 then
    accepted:write(body:match('"orderId":"(.-)"'), "\n")
  else
    refused = refused + 1
    accepted:write("! ", status, " ", body:sub(1, 300), "\n")
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  print(string.format(
    '{"requests":%d,"seconds":%.1f,"p50Ms":%.2f,"p99Ms":%.2f,"maxMs":%.2f,"connectionErrors":%d,"timeouts":%d,"refused":%d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.connect + errors.read + errors.write, errors.timeout, errors.status))
end
